"""Renaming, merging and withdrawing: what names a thing follows it, its address leads on, and no other byte changes."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import SAMPLE, make_seeds
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import archive
from generator.cli import main
from generator.editing import entry_files, file_changes, moves, yaml_edits, yaml_files
from generator.editing.refusals import Refused
from generator.editing.yaml_files import YamlFile
from generator.problems import errors


def run(root: Path, *call: str) -> Result:
    return CliRunner().invoke(main, [*call, "--root", str(root)])


def held(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def lines(root: Path, path: str) -> list[str]:
    return (root / path).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return make_seeds(tmp_path, SAMPLE)


def _everything() -> Iterator[str]:
    root = SAMPLE.parent
    yield from (f"{kind}:{holding.id}" for kind in entry_files.KINDS for holding in entry_files.held(root, kind))


@pytest.mark.parametrize("name", list(_everything()))
def test_what_is_renamed_is_followed_everywhere_and_back_again(sample: Path, name: str) -> None:
    """Renamed, the archive has no error and says the same of everybody; renamed back, the same bytes but for `formerly`."""
    kind, old = name.split(":")
    before, loaded = held(sample), archive.load(sample)
    assert run(sample, "rename", name, "new-Ñame_2").exit_code == 0
    after = archive.load(sample)
    assert not errors(after.problems)
    assert len(after.problems) == len(loaded.problems)
    assert _citations(loaded) == [[who.replace("new-Ñame_2", old) for who in row] for row in _citations(after)]
    assert run(sample, "rename", f"{kind}:new-Ñame_2", old).exit_code == 0
    assert not errors(archive.load(sample).problems)
    differ = {path for path, content in held(sample).items() if before.get(path) != content}
    own = entry_files.find(sample, name).edits
    assert differ == {own}
    told = set(lines(sample, own)) - set(before.get(own, b"").decode().splitlines())
    assert all("formerly: [" in line or line.startswith("# yaml-language-server") for line in told), told


def _citations(loaded: archive.Archive) -> list[list[str]]:
    """Return who is linked, cited and carried in each briefing, in one order whatever the briefings are called."""
    rows = []
    for briefing in loaded.briefings.values():
        records = [record for citation in briefing.citations for record in citation.records]
        said = [who for record in records for who in (record.speaker, record.carrier, record.source)]
        rows.append([briefing.seed.text[:40], *said, *(mention.actor or "" for mention in briefing.mentions)])
    return sorted(rows)


def test_the_old_address_leads_to_the_new_one(sample: Path) -> None:
    assert run(sample, "rename", "strait-visit", "visit").exit_code == 0
    assert run(sample, "rename", "source:harbour-wire", "wire").exit_code == 0
    assert run(sample, "build").exit_code == 0
    for path, to in (
        ("briefings/strait-visit", "visit"),
        ("briefings/visit-to-the-strait", "visit"),
        ("sources/harbour-wire", "wire"),
    ):
        page = (sample / f"docs/{path}.md").read_text(encoding="utf-8")
        assert f'moved_to: "../{to}/"' in page


ACTOR = """\
# Who names whom, in every way there is.
name: Ilsa Marrow   # twice wed
kind: "person"
aliases:
  - {text: 'the Envoy', with: ["sandoria", 'aln', aln]}  # with: aln
  - {text: Aln, with: [velmark]}
part_of: 'aln'
not: [aln, aln lamps]
roles:

  - position: aln
    of:   "aln"   # the aln
    note: aln
description: >-
  aln
  aln
checked: 2031-05-10
"""

EDITS = """\
title: aln\r
actors: {aln: aln, 'the aln': "aln", "Al\\u006e": 'none'} # aln\r
citations:\r
  aln:\r
    speaker: {likely: aln}\r
    carrier: aln\r
    basis: aln\r
  "aln, late": {speaker: aln, carrier: {id: 'aln'}, source: aln}\r
see_also: [aln]\r
notes:\r
- {quote: aln, note: aln, by: aln}\r
"""


def _hostile(root: Path) -> Path:
    return make_seeds(
        root,
        {
            "seeds/registry/actors/aln.yml": "{name: Aln, kind: state}",
            "seeds/registry/actors/ilsa.yml": ACTOR,
            "seeds/registry/sources/gazette.yml": "name: Gazette\npublisher: aln\nspeaks_for: 'aln'\nowner: aln",
            "seeds/talks.txt": "aln and the aln spoke. [Citation: aln] [Citation: aln, late]\n",
            "seeds/talks.yml": b"\xef\xbb\xbf" + EDITS.encode(),
        },
    )


def test_only_the_ids_change_and_every_other_byte_stays(tmp_path: Path) -> None:
    """Comments, quotes, flow style, line ends, byte order mark; and the same word where it is no id."""
    root = _hostile(tmp_path)
    assert run(root, "rename", "actor:aln", "Ålnö.2").exit_code == 0
    wanted = ACTOR.replace("""'aln', aln]""", """'Ålnö.2', Ålnö.2]""").replace("part_of: 'aln'", "part_of: 'Ålnö.2'")
    wanted = wanted.replace("position: aln", "position: Ålnö.2").replace('of:   "aln"', 'of:   "Ålnö.2"')
    assert (root / "seeds/registry/actors/ilsa.yml").read_bytes() == wanted.encode()
    wanted = EDITS.replace("{aln: aln, 'the aln': \"aln\"", "{aln: Ålnö.2, 'the aln': \"Ålnö.2\"").replace(
        "likely: aln", "likely: Ålnö.2"
    )
    wanted = wanted.replace("carrier: aln", "carrier: Ålnö.2").replace(
        "{speaker: aln, carrier: {id: 'aln'}", "{speaker: Ålnö.2, carrier: {id: 'Ålnö.2'}"
    )
    assert (root / "seeds/talks.yml").read_bytes() == b"\xef\xbb\xbf" + wanted.encode()
    wanted = "name: Gazette\npublisher: Ålnö.2\nspeaks_for: 'Ålnö.2'\nowner: aln"
    assert (root / "seeds/registry/sources/gazette.yml").read_text(encoding="utf-8") == wanted
    assert (root / "seeds/registry/actors/Ålnö.2.yml").read_text(
        encoding="utf-8"
    ) == "{name: Aln, kind: state, formerly: [aln]}"


def test_a_file_in_another_encoding_stays_in_it(tmp_path: Path) -> None:
    root = _hostile(tmp_path)
    for codec in ("utf-16", "utf-8-sig"):
        (root / "seeds/talks.yml").write_bytes("# 😀 é\nsee_also: [old] # old\n".encode(codec))
        (root / "seeds/old.txt").write_text("Two lamps.\n", encoding="utf-8")
        assert run(root, "rename", "old", f"new-{codec}").exit_code == 0
        assert (root / "seeds/talks.yml").read_bytes() == f"# 😀 é\nsee_also: [new-{codec}] # old\n".encode(codec)
        assert run(root, "rename", f"new-{codec}", "old").exit_code == 0


def test_where_an_actor_and_a_source_share_an_id_each_keeps_its_own(tmp_path: Path) -> None:
    """As on the pages: who speaks is the actor, who carries is the source."""
    root = _hostile(tmp_path)
    make_seeds(root, {"seeds/registry/sources/aln.yml": "name: The Aln\n"})
    shared = run(root, "rename", "aln", "wire")
    assert shared.exit_code == 2
    assert "actor:aln or source:aln" in shared.output
    assert run(root, "rename", "source:aln", "wire").exit_code == 0
    text = (root / "seeds/talks.yml").read_text(encoding="utf-8")
    assert "    carrier: wire\n" in text
    assert "\"aln, late\": {speaker: aln, carrier: {id: 'wire'}, source: wire}" in text
    assert "speaker: {likely: aln}" in text


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("nobody", "x"), "There is no briefing, actor or source “nobody”"),
        (("strait-visitt", "x"), "did you mean “strait-visit”"),
        (("visit-to-the-strait", "x"), "“visit-to-the-strait” is now “strait-visit”."),
        (("actor:edric-marow", "x"), "“edric-marow” is now “edric-marrow”."),
        (("topic:peat", "x"), "“topic” is no kind of entry"),
        (("strait-visit", "two words"), "“two-words” could be one"),
        (("strait-visit", "../x"), "can be no id"),
        (("strait-visit", "x\udcff"), "can be no id"),
        (("strait-visit", "Strait-Visit"), "differ by case only"),
        (("strait-visit", "GRAIN-ROUTE"), "“grain-route” is in use"),
        (("strait-visit", "leak"), "“withdrawn-leak” was called “leak” before"),
        (("sandoria", "none"), "means something else"),
        (("sandoria", "petra-unready"), "is in use"),
    ],
)
def test_a_rename_that_cannot_be_changes_nothing(sample: Path, call: tuple[str, str], told: str) -> None:
    before = held(sample)
    result = run(sample, "rename", *call)
    assert (result.exit_code, held(sample)) == (2, before)
    assert told in result.output


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("seeds/talks.yml", "see_also: [strait-visit\n", "[yaml]"),
        ("seeds/talks.yml", "see_also:\n- &a strait-visit\n- *a\n", "anchors"),
        ("seeds/talks.yml", "see_also:\n- >-\n  strait-visit\n", "cannot edit"),
        ("seeds/talks.yml", b"see_also: [strait-visit, caf\xe9]\n", "[encoding]"),
        ("seeds/visit.txt", "In the way.\n", "is in use"),
        ("seeds/visit.yml", "rights: not known\n", "seeds/visit.yml is there already"),
        ("seeds/strait-visit.yml", "formerly: x\n", "cannot edit"),
    ],
)
def test_a_file_that_cannot_be_edited_stops_all(sample: Path, path: str, content: str | bytes, told: str) -> None:
    """Nothing is half done: a file that may name the thing is read first."""
    make_seeds(sample, {"seeds/talks.txt": "Two lamps were lit.\n", path: content})
    before = held(sample)
    result = run(sample, "rename", "strait-visit", "visit")
    assert result.exit_code in (1, 2)
    assert held(sample) == before
    assert told in result.output


def test_a_disk_that_fails_leaves_everything_as_it_was(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = held(sample)
    replace, calls = Path.replace, []

    def fails_once(self: Path, to: Path) -> Path:
        calls.append(to)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(to))
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", fails_once)
    with pytest.raises(Refused, match="No space left on device"):
        moves.rename(sample, "actor:harbour-wire", "wire")
    assert held(sample) == before


def test_nothing_is_written_over_a_file_that_is_there(tmp_path: Path) -> None:
    make_seeds(tmp_path, {"a": "1"})
    with pytest.raises(Refused, match="a is there already"):
        file_changes.apply(tmp_path, {"b": b"2", "a": b"2"}, new=["b", "a"])
    assert held(tmp_path) == {"a": b"1"}


KEPT = """\
name: Kingdom of Velmark
kind: state # a realm
aliases:
- Velmark
not: [Velmark cheese]
"""

GONE = """\
# seen in three texts
name: Republic of Velmark
kind: state
aliases: [velmark, "Velmark: the state", {text: the Republic, with: [aln, sandoria]}]
weak_aliases: [Republic]
not: [Velmark Street]
original_names: {ar: فلمارك}
description: A republic. # or so
formerly: [old-velmark]
"""


def _two_velmarks(root: Path, gone: str = GONE) -> Path:
    return make_seeds(
        root,
        {
            "seeds/archive.yml": "contact: a@example.org\n",
            "seeds/registry/actors/velmark.yml": KEPT,
            "seeds/registry/actors/velmark-2.yml": gone,
            "seeds/registry/actors/aln.yml": "name: Aln\nkind: state\npart_of: velmark-2\n",
            "seeds/registry/actors/sandoria.yml": "name: Sandoria\nkind: state\n",
            "seeds/talks.txt": "The Republic of Velmark and Aln met.\n",
            "seeds/talks.yml": "period: 2031\nactors: {Aln: velmark-2} # so it is\n",
        },
    )


def test_a_merge_loses_nothing(tmp_path: Path) -> None:
    """Names go over, references follow, and what no machine can merge stands as comments, every line of it."""
    root = _two_velmarks(tmp_path)
    result = run(root, "merge", "velmark-2", "velmark")
    assert result.exit_code == 0, result.output
    text = (root / "seeds/registry/actors/velmark.yml").read_text(encoding="utf-8")
    head, comments = text.split("\n\n", 1)
    assert head.startswith(KEPT.replace("- Velmark\n", "").split("not:")[0])
    entry = archive.load(root).registry.actors["velmark"]
    aliases = [(alias.text.text, [word.text for word in alias.with_]) for alias in entry.aliases]
    whole = [("Velmark", []), ("Republic of Velmark", []), ("Velmark: the state", [])]
    assert aliases == [*whole, ("فلمارك", []), ("the Republic", ["aln", "sandoria"])]
    assert [f"{words}" for words in entry.weak_aliases] == ["Republic"]
    assert entry.not_ == ("Velmark cheese", "Velmark Street")
    assert [old.text for old in entry.formerly] == ["velmark-2", "old-velmark"]
    assert [f"# {line}" for line in GONE.splitlines()] == comments.splitlines()[1:]
    assert "(description)" in result.output
    assert not (root / "seeds/registry/actors/velmark-2.yml").exists()
    assert lines(root, "seeds/talks.yml")[1] == "actors: {Aln: velmark} # so it is"
    assert [problem.kind for problem in archive.load(root).problems] == []


def test_a_merge_that_leaves_nothing_over_adds_no_comments(tmp_path: Path) -> None:
    root = _two_velmarks(tmp_path, "name: Velmark\nkind: state\ndraft: true\n")
    assert run(root, "merge", "velmark-2", "velmark").exit_code == 0
    assert (root / "seeds/registry/actors/velmark.yml").read_text(encoding="utf-8") == f"{KEPT}formerly: [velmark-2]\n"


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("name: Velmark\nkind: group\n", "has the kind group"),
        ("name: Velmark cheese\nkind: state\n", "somebody else"),
        ("name: Republic\nkind: state\nnot: [velmark]\n", "somebody else"),
        ("name: Velmark\nkind: state\nmotto: none\n", "[unknown-key]"),
        ("", "is empty"),
    ],
)
def test_entries_that_say_they_are_two_are_not_merged(tmp_path: Path, gone: str, told: str) -> None:
    root = _two_velmarks(tmp_path, gone)
    before = held(root)
    result = run(root, "merge", "velmark-2", "velmark")
    assert (result.exit_code, held(root)) == (1, before)
    assert told in result.output


def test_an_entry_never_comes_to_name_itself(tmp_path: Path) -> None:
    root = _two_velmarks(tmp_path)
    before = held(root)
    result = run(root, "merge", "velmark-2", "aln")
    assert (result.exit_code, held(root)) == (1, before)
    assert "seeds/registry/actors/aln.yml names “velmark-2”" in result.output


def test_ids_that_are_not_there_are_answered_shortly(sample: Path) -> None:
    """With what the id is now, files that cannot be read passed over; else with a few of many known ids."""
    make_seeds(sample, {"seeds/broken.txt": "Lamps.\n", "seeds/broken.yml": "formerly: [x\n"})
    make_seeds(sample, {f"seeds/lamp-{number}.txt": "Lamps.\n" for number in range(40)})
    assert "“leak” is now “withdrawn-leak”." in run(sample, "withdraw", "leak", "--reason", "None.").output
    assert "“leak” is now “withdrawn-leak”." in run(sample, "merge", "leak", "strait-visit").output
    told = run(sample, "rename", "qqqq", "x").output
    assert re.search(r"\(known here: [^,]+(, [^,]+){7} and \d+ more\)", told)


def test_what_is_one_entry_is_not_merged_with_itself(sample: Path) -> None:
    told = run(sample, "merge", "sandoria", "actor:sandoria").output
    assert "“sandoria” and “actor:sandoria” are the same entry: seeds/registry/actors/sandoria.yml." in told


def test_only_two_of_one_kind_are_merged(sample: Path) -> None:
    before = held(sample)
    for call in (("sandoria", "sandoria"), ("actor:harbour-wire", "source:lantern-gazette"), ("sandoria", "strait-visit")):
        assert run(sample, "merge", *call).exit_code == 2
    assert held(sample) == before


def test_two_copies_of_one_text_become_one(sample: Path) -> None:
    """However their lines end; a third text that points to both points to one."""
    text = (sample / "seeds/undated-memo.txt").read_bytes()
    copy = b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")
    files = {
        "seeds/2030/copy.txt": copy,
        "seeds/2030/copy.yml": "see_also: [undated-memo] # the same\nformerly: [first-copy]\n",
    }
    make_seeds(sample, files | {"seeds/third.txt": "Two lamps.\n", "seeds/third.yml": "see_also: [copy, undated-memo]\n"})
    make_seeds(sample, {"seeds/undated-memo.yml": "see_also:\n- copy\n- strait-visit\n"})
    assert run(sample, "merge", "copy", "undated-memo").exit_code == 0
    assert (sample / "seeds/undated-memo.txt").read_bytes() == text
    assert not list((sample / "seeds/2030").iterdir())
    told = (sample / "seeds/undated-memo.yml").read_text(encoding="utf-8")
    assert told.startswith("see_also:\n- strait-visit\nformerly: [copy, first-copy]\n\n# ")
    assert "# see_also: [undated-memo] # the same\n" in told
    assert lines(sample, "seeds/third.yml") == ["see_also: [undated-memo]"]
    assert not errors(archive.load(sample).problems)


def test_two_texts_are_not_merged(sample: Path) -> None:
    before = held(sample)
    result = run(sample, "merge", "undated-memo", "strait-visit")
    assert (result.exit_code, held(sample)) == (1, before)
    assert "are not the same text" in result.output


def test_a_withdrawn_text_does_not_come_back_by_a_merge(sample: Path) -> None:
    make_seeds(sample, {"seeds/copy.txt": (sample / "seeds/2033/withdrawn-leak.txt").read_bytes()})
    before = held(sample)
    for call in (("withdrawn-leak", "copy"), ("copy", "withdrawn-leak")):
        result = run(sample, "merge", *call)
        assert (result.exit_code, held(sample)) == (1, before)
        assert "“withdrawn-leak” is withdrawn" in result.output


@pytest.mark.parametrize("name", ["undated-memo", "strait-visit", "lighthouse-note"])
def test_a_withdrawn_text_is_gone_from_the_site(sample: Path, name: str) -> None:
    """With and without an editors' file, with and without a history."""
    reason = 'The "letter": it was\n  never shown # to anyone.'
    assert run(sample, "withdraw", name, "--reason", reason).exit_code == 0
    loaded = archive.load(sample)
    assert not errors(loaded.problems)
    edits = loaded.withdrawn[name].edits
    assert edits.withdrawn
    assert edits.withdrawn.reason == 'The "letter": it was never shown # to anyone.'
    assert edits.changes[-1].note == "Withdrawn."
    assert run(sample, "build").exit_code == 0
    assert not (sample / f"docs/data/seeds/{name}.txt").exists()
    rows = [json.loads(row) for row in lines(sample, "docs/data/briefings.jsonl")]
    assert name not in [row["id"] for row in rows]
    again = run(sample, "withdraw", name, "--reason", "Twice.")
    assert again.exit_code == 2
    assert "withdrawn already" in again.output


def test_a_reason_in_another_encoding_does_no_harm(sample: Path) -> None:
    assert run(sample, "withdraw", "undated-memo", "--reason", "caf\udce9").exit_code == 0
    assert not errors(archive.load(sample).problems)


def test_a_withdrawal_wants_a_reason(sample: Path) -> None:
    before = held(sample)
    assert run(sample, "withdraw", "undated-memo").exit_code == 2
    assert run(sample, "withdraw", "undated-memo", "--reason", " \n").exit_code == 2
    assert run(sample, "withdraw", "sandoria", "--reason", "A state.").exit_code == 2
    assert held(sample) == before


LISTS = [
    "[]",
    "[aln]",
    "['aln', two]",
    "[\n  one,  # first\n  aln, ]",
    "\n- one\n- aln # last\n",
    "\n  - aln\n\n  - two\n",
    "",
    "[one]",
]
OTHERS = [
    "title: aln",
    "# aln",
    "period_basis: |\n  aln\n",
    "rights: >-\n  not\n\n  known",
    "",
    "topics: [aln]  # é 漢 😀",
    "headnote: {text: 'a\n  b'}",
]


@given(
    st.lists(st.sampled_from(OTHERS), max_size=3, unique=True),
    st.sampled_from(LISTS),
    st.lists(st.sampled_from(OTHERS), max_size=2, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n# end"]),
)
def test_lists_grow_and_shrink_and_the_rest_stays(
    before: list[str], list_: str, after: list[str], newline: str, end: str
) -> None:
    """However a list is written: an item added and taken out again leaves the same, and so does an id there and back."""
    text = "\n".join([*before, f"see_also: {list_}".rstrip(" "), *(line for line in after if line not in before)]) + end
    file = YamlFile("seeds/a.yml", text.replace("\n", newline))
    grown = yaml_edits.added(file, "see_also", ["new-id"])
    assert grown.words("see_also") == [*file.words("see_also"), "new-id"]
    assert yaml_edits.without(grown, "see_also", "new-id").words("see_also") == file.words("see_also")
    there = yaml_edits.replaced(file, [("see_also", "*")], "aln", "Ålnö")
    assert "aln" not in there.words("see_also")
    assert yaml_edits.replaced(there, [("see_also", "*")], "Ålnö", "aln") == file


@given(st.text(max_size=60))
def test_any_words_can_be_a_reason(reason: str) -> None:
    """A value is quoted where it must be, and read back as it was."""
    words = " ".join(reason.encode("utf-8", "ignore").decode().split())
    grown = yaml_edits.with_key(YamlFile("seeds/a.yml", "title: x"), "rights", yaml_files.quoted(words))
    assert grown.value("rights").value == words


def test_a_seed_moves_with_all_its_bytes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = "\ufeffTwo lamps\r\nwere lit.\r".encode("utf-16")
        root = make_seeds(Path(folder), {"seeds/2031/a.MD": raw})
        assert run(root, "rename", "a", "b").exit_code == 0
        assert (root / "seeds/2031/b.MD").read_bytes() == raw
