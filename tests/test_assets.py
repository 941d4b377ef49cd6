"""How styles, scripts and fonts reach the browser."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from wiki import paths
from wiki.assets import Assets, blueprint

IMPORTS_TWO = 'import { two } from "./two.js";\n'
FONTS, FIRST_VISIT_BEFORE_HTML = 36_000, 48_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = {
        "css/layers.css": "@layer base;\n",
        "css/base.css": '/* why */\n@layer base { a { src: url("../fonts/f.woff2"); } }\n',
        "css/another.css": "@layer base { b { color: red; } }\n",
        "js/main.js": f'import {{ one }} from "./one.js";\n{IMPORTS_TWO}one(two);\n',
        "js/one.js": f"{IMPORTS_TWO}// why\nexport function one() {{\n  two();\n}}\n",
        "js/two.js": "export function two() {}\n",
        "img/favicon.ico": "icon",
        "fonts/f.woff2": "font",
        "fonts/print/f.ttf": "print only",
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def client(folder: Path) -> FlaskClient:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(blueprint(Assets(folder)))
    app.add_url_rule("/", "home", lambda: render_template_string("{{ asset_url('wiki.css') }}"))
    return app.test_client()


def text_of(folder: Path, name: str) -> str:
    return Assets(folder).named(name).body.decode()


def test_styles_are_joined_with_the_layers_first_and_without_comments(
    folder: Path,
) -> None:
    joined = text_of(folder, "wiki.css")
    assert joined.startswith("@layer base;")
    assert "color: red" in joined
    assert "why" not in joined


def test_a_font_in_the_styles_has_the_address_it_is_served_at(folder: Path) -> None:
    (address,) = re.findall(r'url\("(.+?)"\)', text_of(folder, "wiki.css"))
    answer = client(folder).get(f"/assets/{address}")
    assert answer.data == b"font"
    assert answer.content_type == "font/woff2"


def test_scripts_are_joined_once_each_and_before_those_that_need_them(folder: Path) -> None:
    joined = text_of(folder, "wiki.js")
    assert joined.count("function two") == joined.count("function one") == 1
    assert joined.index("function two") < joined.index("function one") < joined.index("one(two)")
    assert not re.search(r"\b(import|export|why)\b", joined)


def test_another_body_has_another_address(folder: Path) -> None:
    before = Assets(folder).named("wiki.js").address
    assert Assets(folder).named("wiki.js").address == before
    (folder / "js/two.js").write_text("export function two() { 2; }\n", encoding="utf-8")
    assert Assets(folder).named("wiki.js").address != before


def test_an_asset_is_kept_for_ever_and_compressed_for_those_who_can_read_that(folder: Path) -> None:
    site, address = client(folder), Assets(folder).named("wiki.css").address
    plain = site.get(f"/assets/{address}")
    packed = site.get(f"/assets/{address}", headers={"Accept-Encoding": "gzip, br"})
    assert "immutable" in packed.headers["Cache-Control"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ["wiki.css", "wiki-000000000000.css", "..%2Fcss%2Fbase.css"])
def test_an_unknown_address_is_not_found(folder: Path, address: str) -> None:
    assert client(folder).get(f"/assets/{address}").status_code == 404


def test_fonts_for_paper_are_not_served(folder: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder).named("fonts/print/f.ttf")


def test_the_icon_has_its_old_address_too(folder: Path) -> None:
    answer = client(folder).get("/favicon.ico")
    assert answer.data == b"icon"
    assert "immutable" not in answer.headers["Cache-Control"]


def test_addresses_follow_the_folder_the_site_is_mounted_in(folder: Path) -> None:
    site = client(folder)
    assert site.get("/").text.startswith("/assets/wiki-")
    assert site.get("/", base_url="http://localhost/code/").text.startswith("/code/assets/wiki-")


def test_a_first_visit_is_light() -> None:
    assets = Assets(paths.static())
    names = re.findall(r"fonts/[a-z0-9-]+\.woff2", _source("fonts.css"))
    fonts = sum(len(assets.named(name).body) for name in names)
    packed = [
        assets.named(name).compressed or b"" for name in ("wiki.css", "wiki.js", "img/favicon.svg")
    ]
    assert len(names) == 2
    assert fonts <= FONTS
    assert fonts + sum(map(len, packed)) <= FIRST_VISIT_BEFORE_HTML


@pytest.mark.parametrize(("joined", "folder"), [("wiki.js", "js"), ("writing.js", "js/writing")])
def test_names_of_a_joined_script_are_used_once(joined: str, folder: str) -> None:
    body = Assets(paths.static()).named(joined).body.decode()
    files = (paths.static() / folder).glob("*.js")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files)
    top_level = r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)"
    names = re.findall(top_level, sources, flags=re.MULTILINE)
    assert len(names) == len(set(names)) > 0
    assert all(name in body for name in names)


def test_the_script_of_the_published_code_is_a_part_of_the_one_of_all_pages() -> None:
    assets = Assets(paths.static())
    wiki, reading = (assets.named(name).body.decode() for name in ("wiki.js", "reading.js"))
    functions = re.findall(r"^function (\w+)", reading, flags=re.MULTILINE)
    assert (
        {"keepPlace", "menu", "wireAll"}
        <= set(functions)
        < set(re.findall(r"^function (\w+)", wiki, flags=re.MULTILINE))
    )
    assert "import " not in reading


def test_what_only_writers_need_is_fetched_from_where_it_lies() -> None:
    assets = Assets(paths.static())
    wiki, writing = (assets.named(name).body.decode() for name in ("wiki.js", "writing.js"))
    fetched = [re.findall(r'import\("\./([^"]+)"\)', script) for script in (wiki, writing)]
    wanted = [["writing.js"], ["vendor/prosemirror.js"]]
    assert fetched == [[assets.named(name).address for name in names] for names in wanted]
    assert "import " not in wiki + writing


def test_the_bundle_of_others_is_the_one_its_list_of_versions_was_made_for() -> None:
    folder = paths.static() / "vendor"
    digest, name = (folder / "VERSIONS").read_text(encoding="utf-8").split()[1:3]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    held = {
        f"{path.rpartition('node_modules/')[2]} {package['version']}"
        for path, package in locked.items()
        if path
    }
    listed = (folder / "VERSIONS").read_text(encoding="utf-8").splitlines()[1:]

    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert listed
    assert {line.rpartition(" ")[0] for line in listed} <= held


def test_every_licence_of_the_bundle_is_given() -> None:
    folder = paths.static() / "vendor"
    listed = (folder / "VERSIONS").read_text(encoding="utf-8").splitlines()[1:]
    given = re.findall(r"^== (.+) ==$", (folder / "LICENCES").read_text(encoding="utf-8"), re.M)

    assert given == listed


def _source(name: str) -> str:
    return (paths.static() / "css" / name).read_text(encoding="utf-8")
