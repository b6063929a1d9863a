"""Passwords that an administrator hands over, to be changed at the first login.

Whether a password is such a one is part of how it is stored: the hash carries a name of its
own. So the mark goes with the password, and disappears with it, whoever sets a new one and how.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

# Letters and digits that cannot be taken for each other when read out on the phone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class OneTimePasswordHasher(Argon2PasswordHasher):
    """Argon2 under another name."""

    algorithm = "argon2_onetime"


def make_one_time_password() -> tuple[str, str]:
    """A new password and how it is stored. It has 4 groups of 4 signs, some 79 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    password = "-".join(groups)
    return password, make_password(password, hasher=OneTimePasswordHasher.algorithm)


def is_one_time(encoded: str) -> bool:
    """Whether a stored password was handed over and has not been changed since."""
    return encoded.startswith(f"{OneTimePasswordHasher.algorithm}$")
