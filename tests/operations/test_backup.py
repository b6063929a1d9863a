"""``backup`` and ``restore``: all of it comes back, or nothing changes."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.events import log_event
from agencies.models import Agency, Division, Event
from ita_portal.operations.archive import BackupError, Manifest, Reader, Writer, write_archive
from ita_portal.operations.backup import make_backup
from ita_portal.operations.restore import _empty_tables, _without_triggers, restore_backup
from ita_portal.operations.rows import label, stored_models, write_rows
from reports.models import Publication, PublicationFile
from tests import factories
from tests.operations.conftest import ON_POSTGRESQL
from tests.operations.live import (
    WHAT_STANDS,
    LivePortal,
    make_busy_agency,
    save_until_it_ends,
)

EVERY_BYTE = bytes(range(256))


@pytest.fixture
def world(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Agency]:
    """An agency with something in every kind of column: bytes, JSON, links, times, files."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    agency = factories.make_agency(aliases=["ทต.ทดสอบ", "บรรทัด\nสอง"])
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, divisions=(factories.make_division(agency),))
    person = factories.make_member(agency, "staff")
    factories.make_progress(
        measure, status="in_progress", updated_by=person, updated_at=timezone.now(), version=1
    )
    log_event(
        agency=agency, actor=person, verb="changed", thing=measure,
        changes={"note": ("", "“ข้อความ” \u2028 😀")},
    )  # fmt: skip
    publication = Publication.objects.create(
        agency=agency, report=factories.make_report(plan), year=2566, item="o43", version=1,
        title="t", document={"ก": [1, 2.5, None]}, published_at=timezone.now(),
        published_by_name="x",
    )  # fmt: skip
    PublicationFile.objects.create(
        agency=agency, publication=publication, format="pdf", content=EVERY_BYTE, sha256="0" * 64
    )
    default_storage.save("evidence/หลักฐาน.pdf", ContentFile(EVERY_BYTE))
    yield agency
    with transaction.atomic(), _without_triggers():
        _empty_tables()  # what follows is DELETE, and SQLite's triggers would refuse it


@pytest.fixture
def backup(world: Agency, tmp_path: Path) -> Path:
    return make_backup(tmp_path / "backup.zip").path


def all_rows() -> dict[str, bytes]:
    """Every row as a backup would hold it."""
    found = {}
    for model in stored_models():
        write_rows(model, lines := BytesIO(), database="default")
        found[label(model)] = lines.getvalue()
    return found


def rebuild(
    source: Path, target: Path, change: Callable[[Manifest, dict[str, bytes]], None]
) -> Path:
    """The backup with something changed, and a seal and manifest that vouch for it."""
    with Reader(source) as reader:
        contents = {}
        for name in reader.manifest.members:
            reader.copy(name, content := BytesIO())
            contents[name] = content.getvalue()
        manifest = replace(reader.manifest, members={})
    change(manifest, contents)
    with write_archive(target, manifest) as writer:
        for name, data in contents.items():
            with writer.member(name) as member:
                member.write(data)
    return target


def assert_refused(path: Path, why: str) -> None:
    """The backup is refused for this reason, in one line, and nothing has changed."""
    before = all_rows()
    with pytest.raises(BackupError, match=why) as refusal:
        restore_backup(path)
    assert "\n" not in str(refusal.value)
    assert all_rows() == before
    assert default_storage.listdir("evidence") == ([], ["หลักฐาน.pdf"])
    assert_append_only()


def assert_append_only() -> None:
    """The triggers are there."""
    for table in ("agencies_event", "reports_publication", "reports_publicationfile"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(sql)


class TestRoundTrip:
    def test_all_comes_back(self, world: Agency, backup: Path) -> None:
        before = all_rows()
        Division.objects.create(agency=world, name="กองใหม่")
        log_event(agency=world, actor=None, verb="changed", thing=world)
        Agency.objects.update(name="อื่น", created_at=timezone.now())
        default_storage.delete("evidence/หลักฐาน.pdf")
        default_storage.save("evidence/new.pdf", ContentFile(b"new"))

        done, kept = restore_backup(backup)

        assert all_rows() == before
        assert done.rows == sum(len(lines.splitlines()) for lines in before.values())
        assert done.files == 1
        assert bytes(PublicationFile.objects.get().content) == EVERY_BYTE
        with default_storage.open("evidence/หลักฐาน.pdf") as file:
            assert file.read() == EVERY_BYTE
        assert default_storage.listdir("evidence") == ([], ["หลักฐาน.pdf"])
        assert_append_only()
        assert kept is not None

    def test_what_was_there_can_be_had_back(self, world: Agency, backup: Path) -> None:
        Division.objects.create(agency=world, name="กองใหม่")
        default_storage.save("evidence/new.pdf", ContentFile(b"new"))
        later = all_rows()
        _, kept = restore_backup(backup)
        assert kept is not None

        restore_backup(kept)

        assert all_rows() == later
        assert default_storage.listdir("evidence")[1] == ["new.pdf", "หลักฐาน.pdf"]

    def test_new_rows_get_numbers_of_their_own(self, world: Agency, backup: Path) -> None:
        restore_backup(backup)
        log_event(agency=world, actor=None, verb="changed", thing=world)
        assert Event.objects.count() == 2
        division = Division.objects.create(agency=world, name="กองใหม่")
        assert Division.objects.filter(pk=division.pk).count() == 1

    def test_a_damaged_file_is_mended(self, backup: Path) -> None:
        Path(default_storage.path("evidence/หลักฐาน.pdf")).write_bytes(b"damaged")
        restore_backup(backup)
        with default_storage.open("evidence/หลักฐาน.pdf") as file:
            assert file.read() == EVERY_BYTE

    def test_sessions_are_not_in_it(self, client: Any, backup: Path) -> None:
        client.force_login(
            factories.make_user(), backend="django.contrib.auth.backends.ModelBackend"
        )
        assert client.get("/").status_code == 200
        restore_backup(backup)
        assert client.get("/").status_code == 302
        assert "data/sessions.session.jsonl" not in zipfile.ZipFile(backup).namelist()

    def test_only_its_owner_may_read_it(self, backup: Path) -> None:
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600

    def test_any_zip_program_opens_it(self, backup: Path) -> None:
        with zipfile.ZipFile(backup) as archive:
            assert archive.testzip() is None
            manifest = json.loads(archive.read("manifest.json"))
            lines = archive.read("data/agencies.agency.jsonl").decode().splitlines()
        assert manifest["portal"] == "0.1.0"
        assert manifest["rows"]["agencies.agency"] == len(lines) == 1
        assert json.loads(lines[0])["aliases"] == ["ทต.ทดสอบ", "บรรทัด\nสอง"]
        assert "agencies.0002_append_only" in manifest["migrations"]

    def test_a_folder_takes_a_file_named_by_time(self, world: Agency, tmp_path: Path) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        made = make_backup(folder)
        assert made.path.parent == folder
        assert list(folder.iterdir()) == [made.path]


class TestRefusals:
    def test_one_flipped_byte_anywhere(self, backup: Path) -> None:
        good = backup.read_bytes()
        step = max(1, len(good) // 150)
        places = [*range(0, len(good), step), *range(len(good) - 100, len(good))]
        for place in places:
            bad = bytearray(good)
            bad[place] ^= 0x01
            backup.write_bytes(bad)
            with pytest.raises(BackupError, match="damaged"):
                Reader(backup)
        assert_refused(backup, "damaged")

    @pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b""])
    def test_cut_off_or_longer(self, backup: Path, change: Callable[[bytes], bytes]) -> None:
        backup.write_bytes(change(backup.read_bytes()))
        assert_refused(backup, "damaged")

    def test_something_else(self, world: Agency, tmp_path: Path) -> None:
        other = tmp_path / "other.zip"
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("manifest.json", "{}")
        assert_refused(other, "no backup")
        assert_refused(tmp_path / "none.zip", "there is no file")

    def test_bytes_that_the_manifest_does_not_know(self, backup: Path, tmp_path: Path) -> None:
        """The seal is right, a member is not what the manifest says."""
        target = tmp_path / "changed.zip"
        with Reader(backup) as reader:
            manifest = replace(reader.manifest, members={})
            with write_archive(target, manifest) as writer:
                for name in reader.manifest.members:
                    with writer.member(name) as member:
                        reader.copy(name, member)  # type: ignore[arg-type]
                name = "data/agencies.agency.jsonl"
                said = manifest.members[name]
                manifest.members[name] = replace(said, sha256="0" * 64)
        assert_refused(target, "damaged in data/agencies.agency.jsonl: its SHA-256 differs")

    def test_a_member_longer_than_promised(self, backup: Path, tmp_path: Path) -> None:
        target = tmp_path / "bomb.zip"
        with Reader(backup) as reader:
            manifest = replace(reader.manifest, members={})
            with write_archive(target, manifest) as writer:
                _copy_all(reader, writer)
                with writer.member("files/bomb") as member:
                    member.write(bytes(50_000_000))
                manifest.members["files/bomb"] = replace(manifest.members["files/bomb"], bytes=10)
        assert_refused(target, "damaged in files/bomb")

    @pytest.mark.parametrize(
        "name",
        ["files/../x", "files//x", "/etc/x", "files/..", "files/a\\..\\x", "files/C:x",
         "../files/x", "files/x\x01", "other/x", "data/x.jsonl", "data/../a.b.jsonl", "files/"],
    )  # fmt: skip
    def test_names_that_lead_elsewhere(self, backup: Path, tmp_path: Path, name: str) -> None:
        def change(manifest: Manifest, contents: dict[str, bytes]) -> None:
            contents[name] = b"x"

        assert_refused(rebuild(backup, tmp_path / "b.zip", change), "unsafe name")
        assert not (tmp_path / "x").exists()

    def test_a_member_that_no_manifest_names(self, backup: Path, tmp_path: Path) -> None:
        target = tmp_path / "b.zip"
        with Reader(backup) as reader:
            manifest = replace(reader.manifest, members={})
            with write_archive(target, manifest) as writer:
                _copy_all(reader, writer)
                with writer.member("files/hidden") as member:
                    member.write(b"x")
                del manifest.members["files/hidden"]
        assert_refused(target, "not those of its manifest")

    @pytest.mark.parametrize(
        ("more", "why"),
        [(True, "it has agencies.0999_later, which is not applied"), (False, "which is applied")],
    )
    def test_another_version(self, backup: Path, tmp_path: Path, more: bool, why: str) -> None:
        def change(manifest: Manifest, contents: dict[str, bytes]) -> None:
            manifest.portal = "9.9"
            if more:
                manifest.migrations.append("agencies.0999_later")
            else:
                manifest.migrations.pop()

        path = rebuild(backup, tmp_path / "b.zip", change)
        assert_refused(path, rf"another version \(9.9\): .*{why}.* Restore it with version 9.9")

    def test_another_number_of_rows(self, backup: Path, tmp_path: Path) -> None:
        def change(manifest: Manifest, contents: dict[str, bytes]) -> None:
            manifest.rows["agencies.division"] += 1

        path = rebuild(backup, tmp_path / "b.zip", change)
        assert_refused(path, "the number of rows differs in agencies.division")

    def test_rows_without_what_they_belong_to(self, backup: Path, tmp_path: Path) -> None:
        def change(manifest: Manifest, contents: dict[str, bytes]) -> None:
            contents["data/agencies.agency.jsonl"] = b""
            manifest.rows["agencies.agency"] = 0

        assert_refused(rebuild(backup, tmp_path / "b.zip", change), "the database refused")

    @pytest.mark.parametrize("line", [b"{}", b"no json", b"[]", b'{"id": "x"}'])
    def test_lines_that_are_no_rows(self, backup: Path, tmp_path: Path, line: bytes) -> None:
        def change(manifest: Manifest, contents: dict[str, bytes]) -> None:
            contents["data/agencies.division.jsonl"] = line

        path = rebuild(backup, tmp_path / "b.zip", change)
        assert_refused(path, "the rows of agencies.division in the backup do not fit")

    def test_a_failure_at_the_last_step(self, backup: Path, monkeypatch: Any) -> None:
        """The rows are exchanged already when the files fail: the rows come back too."""

        def fail(*args: Any) -> None:
            raise BackupError("the disk is full")

        monkeypatch.setattr("ita_portal.operations.restore._put_files_in_place", fail)
        Division.objects.create(agency=Agency.objects.get(), name="กองใหม่")
        assert_refused(backup, "the disk is full")


def _copy_all(reader: Reader, writer: Writer) -> None:
    for name in reader.manifest.members:
        with writer.member(name) as member:
            reader.copy(name, member)  # type: ignore[arg-type]


class TestWriting:
    MANIFEST = Manifest(1, "0", "", "sqlite", [])

    def test_an_error_leaves_what_was_there(self, tmp_path: Path) -> None:
        path = tmp_path / "backup.zip"
        path.write_bytes(b"the old one")
        with suppress(KeyError), write_archive(path, self.MANIFEST) as writer:
            with writer.member("files/x") as member:
                member.write(b"x")
            raise KeyError
        assert path.read_bytes() == b"the old one"
        assert list(tmp_path.iterdir()) == [path]


class TestCommands:
    def test_they_tell_what_they_did(self, world: Agency, tmp_path: Path) -> None:
        path = tmp_path / "b.zip"
        call_command("backup", path, "--json", stdout=(out := StringIO()))
        made = json.loads(out.getvalue())
        assert (made["path"], made["files"]) == (str(path), 1)
        assert made["bytes"] == path.stat().st_size

        call_command("restore", path, "--json", stdout=(out := StringIO()))
        done = json.loads(out.getvalue())
        assert (done["rows"], done["files"]) == (made["rows"], 1)
        assert Path(done["kept"]).is_file()

    def test_discard_present_keeps_nothing(self, backup: Path, settings: Any) -> None:
        call_command("restore", backup, "--discard-present", stdout=StringIO())
        assert not (settings.DATA_DIR / "backups").exists()

    @pytest.mark.parametrize("command", ["backup", "restore"])
    def test_a_path_that_is_not_there(self, world: Agency, tmp_path: Path, command: str) -> None:
        with pytest.raises(CommandError, match="there is no"):
            call_command(command, tmp_path / "none" / "b.zip")


def test_a_backup_under_load_restores(make_portal: Callable[..., LivePortal]) -> None:
    """Four people save while the backup is made. Each save has its event in it, and all that
    was confirmed before the backup began is there."""
    portal = make_portal()
    portal.manage("init")
    confirmed = dict.fromkeys(make_busy_agency(portal, measures=4), 0)
    portal.start()
    with ThreadPoolExecutor(len(confirmed)) as people:
        saving = [people.submit(save_until_it_ends, portal, m, confirmed) for m in confirmed]
        while not all(confirmed.values()):
            assert not any(each.done() for each in saving)
        begun = dict(confirmed)
        portal.manage("backup", str(portal.data / "backup.zip"))
        ended = dict(confirmed)
        portal.kill()
    for each in saving:
        each.result()

    other = make_portal("other")
    other.manage("restore", str(portal.data / "backup.zip"))
    stands = json.loads(other.python(WHAT_STANDS))
    for measure in confirmed:
        version, note, events = stands[str(measure)]
        assert begun[measure] <= version <= ended[measure] + 1
        assert note == str(version)
        assert len(events) == version
    assert sum(ended.values()) > sum(begun.values()), "nobody saved during the backup"


@pytest.mark.skipif(not ON_POSTGRESQL, reason="needs a PostgreSQL: runs in the suite on it")
def test_from_sqlite_to_postgresql_and_back(
    make_portal: Callable[..., LivePortal], new_database: Callable[[], str]
) -> None:
    first = make_portal("first", database_url="")
    first.manage("init", "--demo")
    (first.data / "files").mkdir(exist_ok=True)
    (first.data / "files" / "evidence.pdf").write_bytes(EVERY_BYTE)
    second = make_portal("second", database_url=new_database())
    third = make_portal("third", database_url="")

    contents = []
    path = first.data / "0.zip"
    first.manage("backup", str(path))
    contents.append(_contents(path))
    for portal in (second, third):
        portal.manage("restore", str(path))
        path = portal.data / "b.zip"
        portal.manage("backup", str(path))
        contents.append(_contents(path))

    assert contents[0]["data/reports.publicationfile.jsonl"]
    assert contents[0] == contents[1] == contents[2]
    assert (third.data / "files" / "evidence.pdf").read_bytes() == EVERY_BYTE


def _contents(path: Path) -> dict[str, Any]:
    """The rows as data: PostgreSQL keeps the members of JSON objects in an order of its own."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            if name.startswith("data/")
            else archive.read(name)
            for name in archive.namelist()
            if name != "manifest.json"
        }
