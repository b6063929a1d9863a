"""What cannot be done with an agency or its people, and why."""


class NotPossible(Exception):
    """The change is refused; the message is the Thai sentence that the page shows."""
