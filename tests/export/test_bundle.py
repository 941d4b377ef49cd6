"""What import lets in, and what it refuses by name."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.export.bundle import Bundle, ImportedText, Refused, read, split
from wiki.text.frontmatter import Facts

FACTS = Facts("why", "Why", "en", 1)
SECTION = b"---\nkey: why\ntitle: Why\nlanguage: en\nposition: 1\n---\nText.\n"
ABOUT = b"key: code\ntitles:\n  en: Code\n  nl: Code\nreaders: public\n"


def zipped(files: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, made.compression)
    return out.getvalue()


def refusal_of(source: bytes | Path, name: str = "offered.zip") -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read(source, name=name)
    return caught.value.key, caught.value.file


def test_one_markdown_file_is_one_text_with_nothing_taken_off() -> None:
    bundle = read(SECTION, name="why.md")

    assert bundle == Bundle(None, (ImportedText("why.md", None, SECTION.decode()),))


def test_a_zip_gives_facts_texts_and_what_was_left_out() -> None:
    bundle = read(zipped({"c/01-why.en.md": SECTION, "c/document.yaml": ABOUT, "c/a.png": b"x"}))

    assert bundle.document is not None
    assert bundle.document.titles == {"en": "Code", "nl": "Code"}
    assert bundle.document.others == {"readers": "public"}
    assert bundle.files == (ImportedText("c/01-why.en.md", FACTS, "Text.\n"),)
    assert bundle.left_out == ("c/a.png",)


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_line_ends_of_every_kind_of_file_become_lf(line_end: bytes, tmp_path: Path) -> None:
    files = {"document.yaml": ABOUT, "01-why.en.md": SECTION}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content.replace(b"\n", line_end))
    windows = {name: (tmp_path / name).read_bytes() for name in files}

    assert read(tmp_path) == read(zipped(windows)) == read(zipped(files))
    assert read(windows["01-why.en.md"], name="why.md") == read(SECTION, name="why.md")


def test_a_folder_gives_what_its_zip_gives(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_bytes(b"hidden")
    (folder / "01-why.en.md").write_bytes(SECTION)
    (folder / "document.yaml").write_bytes(ABOUT)

    offered = {"01-why.en.md": SECTION, "document.yaml": ABOUT, ".git/config": b"hidden"}
    assert read(folder) == read(zipped(offered))


@pytest.mark.parametrize(
    "name", ["../a.md", "c/../../a.md", "/etc/a.md", "C:/a.md", "c\\..\\a.md", "c//a.md", "./a.md"]
)
def test_a_path_that_leads_elsewhere_is_refused_by_its_name(name: str) -> None:
    assert refusal_of(zipped({"ok.md": b"x", name: b"x"})) == ("unsafe_path", name)


def test_links_are_refused_in_zips_and_folders(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = zipfile.ZipInfo("a.md")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    (tmp_path / "b.md").symlink_to("/etc/passwd")

    assert refusal_of(out.getvalue()) == ("link", "a.md")
    assert refusal_of(tmp_path) == ("link", "b.md")


def test_a_crowd_is_refused_by_the_count_before_its_list_is_read() -> None:
    crowd = zipped({f"{number}.md": b"" for number in range(2_001)})
    said_to_be_one = bytearray(crowd)
    struct.pack_into("<HH", said_to_be_one, len(crowd) - 14, 1, 1)

    no_list_at_all = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2_001, 2_001, 0, 0, 0)

    assert refusal_of(crowd) == ("too_many_files", "offered.zip")
    assert refusal_of(bytes(said_to_be_one)) == ("too_many_files", "offered.zip")
    assert refusal_of(no_list_at_all) == ("too_many_files", "offered.zip")


def test_100_000_entries_are_refused() -> None:
    one = zipped({"a.md": b""})
    begin, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
    crowd = one[begin:end] * 100_000
    ending = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, 100_000 % 65_536, 100_000 % 65_536, len(crowd), begin, 0
    )

    assert refusal_of(one[:begin] + crowd + ending) == ("too_many_files", "offered.zip")


def test_what_grows_out_of_proportion_or_is_too_large_is_refused() -> None:
    bomb = zipped({"small.md": b"x", "bomb.md": b"a" * 10_000_000})
    large = zipped({f"{n}.md": bytes(7_000_000) for n in range(3)}, packed=False)

    assert refusal_of(bomb) == ("too_large", "bomb.md")
    assert refusal_of(large) == ("too_large", "offered.zip")
    assert refusal_of(bytes(20_000_001)) == ("too_large", "offered.zip")


def test_a_size_that_is_a_lie_is_a_broken_zip() -> None:
    raw = bytearray(zipped({"a.md": b"a" * 50_000}))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<L", raw, raw.index(mark) + at, 10)

    assert refusal_of(bytes(raw)) == ("broken_zip", "offered.zip")


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.integers(0, 500), st.binary(min_size=1, max_size=8))
def test_a_damaged_zip_is_read_or_refused_and_nothing_else(at: int, damage: bytes) -> None:
    raw = zipped({"c/01-why.en.md": SECTION, "c/document.yaml": ABOUT})
    at %= len(raw)

    try:
        bundle = read(raw[:at] + damage + raw[at + len(damage) :], name="offered.zip")
    except Refused:
        return
    assert [file.name for file in bundle.files]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"caf\xe9", "not_utf8"),
        (b"a\0b", "control_character"),
        (b"x" * 60_001, "too_long"),
    ],
)
def test_a_file_the_gate_refuses_is_named(content: bytes, key: str) -> None:
    assert refusal_of(zipped({"c/a.md": b"fine", "c/b.md": content})) == (key, "c/b.md")
    assert refusal_of(content, "b.md") == (key, "b.md")


def test_the_same_thing_twice_is_refused() -> None:
    assert refusal_of(zipped({"A.md": b"x", "a.md": b"y"})) == ("twice", "a.md")
    assert refusal_of(zipped({"a.md": SECTION, "b.md": SECTION})) == ("twice", "b.md")
    two = {"a.md": SECTION, "x/document.yaml": ABOUT, "y/document.yaml": ABOUT}
    assert refusal_of(zipped(two)) == ("several_documents", "y/document.yaml")


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    assert refusal_of(b"no zip at all") == ("broken_zip", "offered.zip")
    assert refusal_of(zipped({"c/a.png": b"x"})) == ("no_text", "offered.zip")
    assert refusal_of(tmp_path / "nothing.md", "") == ("missing", str(tmp_path / "nothing.md"))
    broken = zipped({"a.md": SECTION, "document.yaml": b"key: [code"})
    assert refusal_of(broken) == ("broken_document_facts", "document.yaml")


def test_a_text_is_split_before_its_top_level_headings() -> None:
    text = "# Code\n\nFirst.\n\n## A\n\na\n\n### Deep\n\nB\n-\n\n```\n## no\n```\n"

    assert split(text) == [
        "# Code\n\nFirst.\n\n",
        "## A\n\na\n\n### Deep\n\n",
        "B\n-\n\n```\n## no\n```\n",
    ]
    assert split("No heading") == ["No heading"]
    assert split("") == []


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="#=-\n ab`>", max_size=80))
def test_the_parts_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text
