"""`briefings review`: what it tells of a change, in real repositories; how much it reads; and that its Markdown is inert."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archives import PROJECT, make_seeds
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import archive
from generator.cli import main
from generator.formats import Actor, Alias, Role, Settings, Text
from generator.naming import spellings
from generator.reading import seeds
from generator.reading.registry import Registry
from generator.reading.seed_files import SeedFile
from generator.review import git_base, printed, report, sides
from generator.review.affected import Affected
from generator.review.printed import Item, Review, quoted

Files = Mapping[str, str | bytes | None]
ADA = "name: Ada Quill\nkind: person\n"
BEN = "name: Ben Quill\nkind: person\n"
COUNCIL = "name: Harbour Council\nkind: organisation\n"
TALKS = "Talks end\n\nAda Quill spoke to the Harbour Council in Saltmouth. Quill left early. [Citation: Council press office]\n"
# What a review of the real seed says, as shared notes modelled it; lines that name outside addresses are left out.
EXPECTED = """
Adds 1 briefing, 13 actors (4 persons, 3 positions, 5 organisations, 1 state), 2 sources, 1 abbreviation, 2 topics. Nothing that exists changes.
Must fix: 0   To decide: 5   For your information: 6
To decide (a person must look; none of these blocks)
  1 Persons, who may be living: 4 new entries. 2 roles of Mikhail Bogdanov have no source; Mousa Abu Marzook has no dated role; Vladimir Putin has no dated role.
  2 Title supplied by the editors; period inferred; text date unknown. Read period_basis.
  4 5 rulings, each in its sentence:
      “press secretary” is kremlin-spokesperson ¶2: “In responding to inquiries, the press secretary stated plainly: no direct meetings are planned.”
  5 Editors' words that name a person: note A (names Vladimir Putin) and note B (names Mikhail Bogdanov). A second reader signs.
  20 mentions in the text, 4 in citations, 0 ambiguous. By rule: ruling 4, name 11, alias 3, weak alias 2; in citations: name 3, alias 1.
  5 citations: 0 with a link or date, 4 with a speaker or carrier identified, 1 unidentified (“Moscow humanitarian coordination briefings”), 0 checked.
  Every identified speaker or carrier: a body of Russia, or owned by it. Uncited paragraphs: 0.
  New but named nowhere: kremlin (used as of), 36 spellings (kept for later texts and for search).
  Text SHA-256 5f70da363d6b0476864556a261590746c92148d55c526f7e3716ac7871415c2f; new, no near-duplicate among 0 others.
"""  # noqa: E501  (lines as they are printed)
BASE: Files = {
    "seeds/archive.yml": "contact: corrections@example.org\n",
    "seeds/registry/actors/ada-quill.yml": ADA,
    "seeds/registry/actors/harbour-council.yml": COUNCIL,
    "seeds/talks.txt": TALKS,
    "seeds/talks.yml": "rights: CC0\nchanges: [{date: 2031-05-10, note: Added.}]\n",
}
A_ACTOR, A_TALK = "seeds/registry/actors/", "seeds/talks.txt"


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def put(root: Path, files: Files) -> None:
    """Write files, and remove those whose content is None."""
    make_seeds(root, {path: content for path, content in files.items() if content is not None})
    for path in (path for path, content in files.items() if content is None):
        (root / path).unlink()


def commit(root: Path, files: Files) -> None:
    put(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "change")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Return a repository with the base on its branch `main`, and another branch checked out."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, BASE)
    git(tmp_path, "switch", "--quiet", "--create", "change")
    return tmp_path


def run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["review", "--root", str(root), *(options or ("--base", "main"))])


def told(root: Path, files: Files | None = None) -> dict[str, Any]:
    """Return a review of changes to a repository's folder, as JSON has it."""
    put(root, files or {})
    result = run(root, "--base", "main", "--format", "json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (1 if found["must_fix"] else 0), result.output
    return found


def items(found: dict[str, Any], part: str) -> dict[str, str]:
    """Return the items of a part by kind, words and details as one text."""
    return {item["kind"]: "\n".join([item["words"], *item["details"]]) for item in found[part]}


def test_the_real_seed_comes_near_the_model(repo: Path) -> None:
    shutil.rmtree(repo / "seeds")
    commit(repo, {"seeds/archive.yml": (PROJECT / "seeds/archive.yml").read_bytes()})
    git(repo, "switch", "--quiet", "--create", "seed")
    make_seeds(repo, PROJECT / "seeds")
    text = run(repo, "--base", "change").output
    for line in EXPECTED.strip("\n").split("\n"):
        assert line in text.split("\n")
    assert re.search(
        r"  3 Rights not known, and the text stands elsewhere too \(https://socialbites.ca.*May the archive publish it\?", text
    )
    assert re.search(r"“Israel-Gaza” is nobody ¶5: “As part", text)
    assert re.search(
        r"Not linked though capitalised: Moscow ×6, Russian ×5, .*Names the registry lacks: none suggested\.", text
    )


def test_no_change_says_so(repo: Path) -> None:
    found = told(repo)
    assert found["summary"] == "Nothing that the archive reads differs."
    assert found["must_fix"] == found["to_decide"] == []
    assert found["read"] == {"briefings": 0, "of": 1}


def test_files_that_cannot_be_read_are_no_nothing(repo: Path) -> None:
    found = told(repo, {"seeds/Read me.txt": "A text.\n"})
    assert found["summary"] == "Adds 1 file that cannot be read. Nothing that exists changes."
    more = {
        "seeds/new.txt": "A new text.\n",
        f"{A_ACTOR}cy.yml": "name: [\n",
        f"{A_ACTOR}dee.yml": f"{BEN}draft: true\nold: 1\n",
    }
    found = told(repo, more | {"seeds/new.yml": "rights: [\n", "seeds/registry/terms.yml": "HC: Harbour Council\n"})
    assert found["summary"] == (
        "Adds 1 briefing, 1 abbreviation. Adds 3 files that cannot be read. Nothing that exists changes."
    )


def test_an_alias_that_a_text_gains_is_told_in_its_sentence_and_nothing_else_is_read(repo: Path) -> None:
    commit(repo, {"seeds/far.txt": "Nobody was there."})
    git(repo, "branch", "--force", "main")
    found = told(repo, {f"{A_ACTOR}harbour-council.yml": f"{COUNCIL}aliases: [Saltmouth]\n"})
    assert found["read"] == {"briefings": 1, "of": 2}
    assert items(found, "to_decide")["mentions"].split("\n") == [
        "Mentions in 1 briefing that the archive has already: 1 gained.",
        "talks ¶2: “Saltmouth” named nobody, is harbour-council: “Ada Quill spoke to the Harbour Council in Saltmouth.”",
    ]
    assert items(found, "for_your_information")["changed"].endswith("actor harbour-council: aliases")


def test_a_mention_that_a_registry_change_points_elsewhere(repo: Path) -> None:
    new = {
        f"{A_ACTOR}ada-quill.yml": f"{ADA}not: [Ada Quill spoke]\n",
        f"{A_ACTOR}other.yml": "name: Ada Quill spoke\nkind: group\n",
    }
    mentions = items(told(repo, new), "to_decide")["mentions"]
    assert "“Ada Quill spoke” was ada-quill, is other: “Ada Quill spoke to the Harbour Council" in mentions
    assert "1 lost, 1 pointing elsewhere" in mentions  # the surname rested on the name


def test_a_mention_that_is_lost_and_one_that_nothing_tells_apart(repo: Path) -> None:
    commit(repo, {"seeds/talks.txt": f"{TALKS}Ben Quill came too.\n"})
    git(repo, "branch", "--force", "main")
    found = told(repo, {f"{A_ACTOR}ben-quill.yml": BEN})
    assert "“Quill” was ada-quill, names nobody: “Quill left early." in items(found, "to_decide")["mentions"]
    assert "“Quill” could be ada-quill or ben-quill: “Quill left early." in items(found, "to_decide")["ambiguous"]


def test_long_lists_are_bounded_in_words_and_whole_in_json(repo: Path) -> None:
    commit(repo, {f"seeds/t{n}.txt": "Men of Saltmouth came." for n in range(25)})
    git(repo, "branch", "--force", "main")
    found = told(repo, {f"{A_ACTOR}harbour-council.yml": f"{COUNCIL}aliases: [Saltmouth]\n"})
    assert len(next(item for item in found["to_decide"] if item["kind"] == "mentions")["details"]) == 26
    text = run(repo).output
    assert text.count("named nobody, is harbour-council") == 20
    assert "      and 6 more\n" in text


def test_settings_on_which_reading_depends_have_all_read_again(repo: Path) -> None:
    commit(repo, {"seeds/far.txt": "Nobody was there."})
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/archive.yml": "contact: corrections@example.org\nmarkers: [Note]\n"})
    assert found["read"] == {"briefings": 2, "of": 2}
    assert "archive.yml changes markers" in items(found, "to_decide")["settings"]
    found = told(repo, {"seeds/archive.yml": "contact: desk@example.org\n"})
    assert (found["read"]["briefings"], found["summary"]) == (0, "Changes contact in the settings.")


def test_persons_and_roles(repo: Path) -> None:
    role = "roles: [{title: Minister, from: 2029}, {title: Envoy, source: https://example.org/decree}]\n"
    found = told(repo, {f"{A_ACTOR}ben-quill.yml": BEN + role, f"{A_ACTOR}ada-quill.yml": f"{ADA}description: A minister.\n"})
    assert items(found, "to_decide")["persons"] == (
        "Persons, who may be living: 1 new entry, 1 changed entry. Ada Quill changed in description; "
        "1 role of Ben Quill has no source; Ada Quill has no dated role."
    )
    assert found["summary"] == "Adds 1 actor (1 person). Changes 1 actor (1 person)."


def test_only_what_is_new_in_an_editors_file_is_to_decide(repo: Path) -> None:
    said = "rights: CC0\nactors: {Saltmouth: harbour-council}\nchanges: [{date: 2031-05-10, note: Added.}]\n"
    note = "notes: [{quote: left early, note: Ben Quill says that she stayed.}]\n"
    found = items(told(repo, {"seeds/talks.yml": said + note}), "to_decide")
    assert found.pop("mentions").startswith("Mentions in 1 briefing that the archive has already: 1 gained.")
    assert found == {
        "rulings": "1 ruling, each in its sentence:\n"
        "“Saltmouth” is harbour-council ¶2: “Ada Quill spoke to the Harbour Council in Saltmouth.”"
    }
    found = items(told(repo, {f"{A_ACTOR}ben-quill.yml": BEN}), "to_decide")
    assert found["notes"] == "Editors' words that name a person: note A (names Ben Quill). A second reader signs."


def test_a_ruling_for_a_person_is_marked(repo: Path) -> None:
    ruling = "actors: [{quote: the Harbour Council, exact: Council, actor: ada-quill}, {quote: x, exact: gone, actor: none}]\n"
    found = items(told(repo, {"seeds/talks.yml": ruling}), "to_decide")["rulings"]
    assert "“Council” is ada-quill, a person ¶2: “Ada Quill spoke" in found
    assert "“gone” is nobody; it stands nowhere" in found


def test_a_date_that_is_not_sure_is_to_be_decided(repo: Path) -> None:
    new = {"seeds/one.txt": "Lamps, 4 May 2031\n\nNobody lit them in that week, and nobody in town could say why.\n"}
    decide = items(told(repo, new), "to_decide")
    assert decide["title-and-dates"] == "Text date inferred from a line of it, 4 May 2031 (uncertain)."


def test_added_briefings_as_lists(repo: Path) -> None:
    origin = "origin: {url: https://example.org/copy, agrees: in full}\nrights: not known\ntitle: A title\nperiod: 2031\n"
    new = {
        "seeds/one.txt": "Ilsa Marrow of the Ministry of Tides met Ada Quill.",
        "seeds/one.yml": origin,
        "seeds/two.txt": "Two of them came and went, and nobody in town had seen either.",
    }
    found = told(repo, new)
    decide, know = items(found, "to_decide"), items(found, "for_your_information")
    assert decide["title-and-dates"].split("\n") == [
        "Titles and dates of 2 briefings:",
        "one: Title supplied by the editors; period without period_basis; text date unknown.",
        "two: No title, its opening words stand for one; text date unknown.",
    ]
    assert "one: Rights not known, and the text stands elsewhere too (https://example.org/copy, “in full”)." in decide["rights"]
    assert "two: Rights not said. May the archive publish it?" in decide["rights"]
    assert "one ¶1: “Ilsa Marrow” (person)" in know["not-linked"]
    assert "no-date 1" in know["notices"]
    assert re.search(r"one: [0-9a-f]{64}, new\ntwo: [0-9a-f]{64}, new", know["sha256"])
    assert "Uncited paragraphs: 2." in know["sourcing"]


def test_unidentified_labels_terms_and_topics(repo: Path) -> None:
    new = {
        "seeds/one.txt": "One [Citation: Tides; https://example.org/a]\n\nTwo [Citation: Desk]\n\nThree [Citation: Pier]\n",
        "seeds/registry/terms.yml": "HC: Harbour Council\n",
        "seeds/registry/topics.yml": "tides: {name: Tides}\n",
    }
    found = told(repo, new)
    assert found["summary"] == "Adds 1 briefing, 1 abbreviation, 1 topic. Nothing that exists changes."
    cited = items(found, "for_your_information")["citations"]
    assert cited.startswith(
        "3 citations: 1 with a link or date, 0 with a speaker or carrier identified, 2 unidentified, 0 checked."
    )
    assert cited.endswith("not identified: “Desk”\nnot identified: “Pier”")
    commit(repo, {})
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/registry/terms.yml": "HC: Another\n", "seeds/registry/topics.yml": "{}\n"})
    assert found["summary"] == "Changes 1 abbreviation. Removes 1 topic."


def test_errors_must_be_fixed_and_those_that_stood_before_elsewhere_are_told_apart(repo: Path) -> None:
    commit(repo, {f"{A_ACTOR}ada-quill.yml": f"{ADA}part_of: nobody\n"})
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/talks.yml": "rihgts: CC0\n"})
    assert [item["words"] for item in found["must_fix"]] == [
        "seeds/talks.yml:1:1: “rihgts” is no key here. (unknown-key); fix: did you mean “rights”?"
    ]
    assert "There is no actor “nobody”" in items(found, "for_your_information")["errors-before"]


def test_an_error_that_a_change_makes_in_a_file_it_leaves_alone_must_be_fixed(repo: Path) -> None:
    commit(
        repo,
        {"seeds/other.txt": "Harbour Council.", "seeds/talks.yml": "see_also: [other]\nactors: {early: harbour-council}\n"},
    )
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/other.txt": None, f"{A_ACTOR}harbour-council.yml": None})
    words = " ".join(item["words"] for item in found["must_fix"])
    assert "There is no briefing “other”" in words
    assert "There is no actor “harbour-council”" in words


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_renamed_briefing_keeps_its_address_or_must_be_fixed(repo: Path, is_committed: bool) -> None:
    new = {"seeds/talks.txt": None, "seeds/talks.yml": None, "seeds/sub/harbour.txt": TALKS + "One line more.\n"}
    put(repo, new)
    if is_committed:
        commit(repo, {})
    found = told(repo)
    assert items(found, "must_fix")["id-moved"] == (
        "The briefing talks is now harbour, and its address would lead nowhere: add formerly: [talks] to harbour."
    )
    found = told(
        repo, {"seeds/sub/harbour.yml": "formerly: [talks]\nchanges: [{date: 2031-05-11, note: A line came in late.}]\n"}
    )
    assert (found["must_fix"], found["summary"]) == ([], "Changes 1 briefing. Renames 1 briefing.")
    assert "A line came in late." in items(found, "to_decide")["text-changed"]
    assert "mentions" not in items(found, "to_decide")


def test_a_seed_that_moves_to_another_folder_or_ending_has_the_same_address(repo: Path) -> None:
    (repo / "seeds/2031").mkdir()
    for name in ("talks.txt", "talks.yml"):
        (repo / "seeds" / name).rename(repo / "seeds/2031" / name)
    found = told(repo)
    assert (found["must_fix"], found["summary"]) == ([], "Nothing that the archive reads differs.")


def test_a_renamed_actor_and_a_lost_former_id_must_be_fixed(repo: Path) -> None:
    commit(repo, {"seeds/talks.yml": "formerly: [old-talks]\n"})
    git(repo, "branch", "--force", "main")
    new = {f"{A_ACTOR}ada-quill.yml": None, f"{A_ACTOR}quill.yml": ADA, "seeds/talks.yml": "rights: CC0\n"}
    found = items(told(repo, new), "must_fix")
    assert found["id-moved"].startswith("The entry ada-quill is now quill, and its address would lead nowhere")
    assert found["former-id-lost"].startswith("old-talks stood under formerly of talks")
    new = {f"{A_ACTOR}quill.yml": f"{ADA}formerly: [ada-quill]\n", "seeds/talks.yml": "formerly: [old-talks]\n"}
    found = told(repo, new)
    assert (found["must_fix"], found["summary"]) == ([], "Renames 1 actor (1 person).")
    assert "mentions" not in items(found, "to_decide")


def test_a_new_id_makes_no_mention_another_and_none_ambiguous(repo: Path) -> None:
    commit(repo, {f"{A_ACTOR}ben-quill.yml": BEN, "seeds/open.txt": "Both\n\nAda Quill saw Ben Quill. Quill left.\n"})
    git(repo, "branch", "--force", "main")
    found = told(repo, {f"{A_ACTOR}ada-quill.yml": None, f"{A_ACTOR}zoe.yml": f"{ADA}formerly: [ada-quill]\n"})
    assert found["must_fix"] == []
    assert not {"mentions", "ambiguous"} & items(found, "to_decide").keys()


def test_a_former_id_that_a_new_text_claims_too_must_be_fixed_in_both(repo: Path) -> None:
    commit(repo, {"seeds/talks.yml": "formerly: [old-talks]\n"})
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/a.txt": "A thief.\n", "seeds/a.yml": "formerly: [old-talks, talks]\n"})
    words = [item["words"] for item in found["must_fix"]]
    assert len(words) == 3
    assert words[0].startswith("seeds/a.yml:1:12: “old-talks” is a former id of seeds/talks.yml too")
    assert words[1].startswith("seeds/a.yml:1:23: “talks” is the id of seeds/talks.txt; ids are never used again")
    assert words[2].startswith("seeds/talks.yml:1:12: “old-talks” is a former id of seeds/a.yml too")


def test_a_briefing_that_is_gone_must_be_withdrawn_and_an_actor_that_is_gone_is_to_decide(repo: Path) -> None:
    found = told(repo, {"seeds/talks.txt": None, "seeds/talks.yml": None, f"{A_ACTOR}harbour-council.yml": None})
    assert items(found, "must_fix")["id-removed"].startswith("The briefing talks is gone, and its address with it")
    assert items(found, "to_decide")["entries-removed"].endswith(":\nharbour-council")
    assert found["summary"] == "Removes 1 briefing, 1 actor (1 organisation)."
    found = told(repo, {"seeds/talks.txt": TALKS, "seeds/talks.yml": "withdrawn: {date: 2031-06-01, reason: No letter.}\n"})
    assert found["must_fix"] == []
    assert items(found, "to_decide")["withdrawn"] == "Withdrawn: “No letter.”"


def test_a_changed_text_needs_an_entry_under_changes(repo: Path) -> None:
    found = told(repo, {"seeds/talks.txt": TALKS.replace("early", "late")})
    assert items(found, "must_fix")["text-changed-silently"].startswith(
        "The text of talks changed, and changes does not say so"
    )
    assert "talks: text" in items(found, "for_your_information")["changed"]
    changes = "rights: CC0\nchanges: [{date: 2031-05-10, note: Added.}, {date: 2031-05-12, note: A better copy.}]\n"
    found = told(repo, {"seeds/talks.yml": changes})
    assert found["must_fix"] == []
    assert items(found, "to_decide")["text-changed"] == "The text itself changed; changes says: A better copy.."


def test_near_duplicates_are_found_among_old_and_new(repo: Path) -> None:
    new = {
        "seeds/copy.txt": TALKS.replace("\n", "\r\n"),
        "seeds/other.txt": "Another matter that has nothing at all to do with it.",
        "seeds/part.txt": f"A digest of the week. {TALKS} Nobody else spoke, and the lamps of Eelwick went out one by one.",
    }
    found = items(told(repo, new), "to_decide")["near-duplicates"]
    assert found.split("\n")[1:] == [
        "part and copy: 99% of the shorter one's runs of three words are in both",
        "copy and talks: all words are the same",
        "part and talks: 99% of the shorter one's runs of three words are in both",
    ]


def test_what_is_not_committed_not_tracked_and_ignored_counts(repo: Path) -> None:
    commit(repo, {"seeds/committed.txt": "One.", ".gitignore": "seeds/ignored.txt\n"})
    put(repo, {"seeds/staged.txt": "Two."})
    git(repo, "add", "--all")
    before = git(repo, "status", "--porcelain"), sorted(path.name for path in (repo / ".git/objects").rglob("*"))
    found = told(repo, {"seeds/untracked.txt": "Three.", "seeds/ignored.txt": "Four."})
    assert found["summary"] == "Adds 4 briefings. Nothing that exists changes."
    (repo / "seeds/untracked.txt").unlink()
    after = git(repo, "status", "--porcelain"), sorted(path.name for path in (repo / ".git/objects").rglob("*"))
    assert before == after, "the review wrote into the repository"


def test_what_main_did_since_is_no_part_of_the_change(repo: Path) -> None:
    git(repo, "switch", "--quiet", "main")
    commit(repo, {"seeds/since.txt": "Came later."})
    git(repo, "switch", "--quiet", "change")
    assert told(repo)["summary"] == "Nothing that the archive reads differs."


def test_an_archive_in_a_folder_of_the_repository_with_odd_names(tmp_path: Path) -> None:
    root = tmp_path / ":(glob) o'dd \"é\\"
    root.mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(
        root,
        {
            **BASE,
            "seeds/tab\tand line\nend.txt": "Odd.",
            "seeds/\udcff.txt".encode(errors="surrogateescape").decode("latin-1"): "Odd too.",
        },
    )
    found = told(root, {"seeds/new\n@everyone.txt": "One.", "../elsewhere.txt": "Not below seeds."})
    assert found["summary"] == "Adds 1 file that cannot be read. Nothing that exists changes."
    assert [item["kind"] for item in found["must_fix"]] == ["problem"]
    assert (
        "seeds/new\\u000a@everyone.txt" in found["must_fix"][0]["words"]
        or "seeds/new @everyone.txt" in found["must_fix"][0]["words"]
    )


def test_links_are_refused_and_never_followed(repo: Path) -> None:
    (repo / "secret").write_text("Nothing to see.", encoding="utf-8")
    (repo / "seeds/link.txt").symlink_to(repo / "secret")
    commit(repo, {})
    assert "This is a symbolic link, and none is followed." in items(told(repo), "must_fix")["problem"]
    git(repo, "branch", "--force", "main")
    (repo / "seeds/link.txt").unlink()
    assert told(repo, {"seeds/link.txt": "A text now."})["summary"] == "Adds 1 briefing. Nothing that exists changes."


def test_a_link_in_the_place_of_the_registry_is_the_one_thing_to_fix(repo: Path) -> None:
    commit(repo, {f"{A_ACTOR}ada-quill.yml": f"{ADA}formerly: [ada]\n", "seeds/talks.yml": "actors: {early: ada-quill}\n"})
    git(repo, "branch", "--force", "main")
    (repo / "seeds/registry").rename(repo / "moved")
    (repo / "seeds/registry").symlink_to(repo / "moved")
    [item] = told(repo)["must_fix"]
    assert item["words"].startswith("seeds/registry: This is a symbolic link")


def test_a_new_folder_that_not_every_system_holds_must_be_fixed_and_an_old_one_stood_before(repo: Path) -> None:
    found = told(repo, {"seeds/con/new.txt": "New."})
    assert [item["words"].split(":")[0] for item in found["must_fix"]] == ["seeds/con"]
    commit(repo, {})
    git(repo, "branch", "--force", "main")
    found = told(repo, {"seeds/con/more.txt": "More."})
    assert found["must_fix"] == []
    assert "seeds/con" in items(found, "for_your_information")["errors-before"]


def test_wrong_usage_ends_with_2_and_says_what_to_do(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for ref in ("--output=x", "-", "", " "):
        result = run(repo, "--base", ref)
        assert (result.exit_code, result.output.count("\n")) == (2, 1)
        assert f"“{ref}” can be no branch or commit; name one after --base, such as origin/main." in result.output
    for ref in ("nowhere", "main:seeds"):
        result = run(repo, "--base", ref)
        assert (result.exit_code, f"There is no commit or branch “{ref}” here." in result.output) == (2, True)
        assert "Branches here: change, main." in result.output, "from no server nothing can be fetched"
    git(repo, "remote", "add", "origin", "nowhere")
    assert "git fetch origin nowhere" in run(repo, "--base", "nowhere").output
    assert "git fetch origin feature/x" in run(repo, "--base", "origin/feature/x").output
    outside = make_seeds(tmp_path_factory.mktemp("outside"), BASE)
    result = run(outside)
    assert (result.exit_code, "is in no git repository" in result.output) == (2, True)
    git(outside, "init", "--quiet")
    assert "no commit yet" in run(outside).output


def test_no_git_and_histories_that_never_met(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repo, "switch", "--quiet", "--orphan", "apart")
    commit(repo, {**BASE, "seeds/apart.txt": "Apart."})
    assert (run(repo).exit_code, "have no commit in common." in run(repo).output) == (2, True)
    monkeypatch.setenv("PATH", str(repo))
    assert (run(repo).exit_code, "no git on this computer" in run(repo).output) == (2, True)


def test_a_shallow_clone_tells_the_fix(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(repo, {"seeds/new.txt": "New."})
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth=1", f"file://{repo}", ".")
    result = run(clone, "--base", "origin/main")
    advice = re.search(r"run `git (fetch --unshallow [^`]+)`", result.output)
    assert advice
    assert result.exit_code == 2
    git(clone, *shlex.split(advice[1]))
    assert run(clone, "--base", "origin/main").output.startswith("Adds 1 briefing.")


def test_variables_that_a_hook_sets_lead_nowhere_else(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    result = run(repo)
    assert (result.exit_code, result.output.split("\n")[0]) == (0, "Nothing that the archive reads differs.")


# Markdown in which nothing is live

HOSTILE = (
    "@everyone",
    "#1 GH-1 owner/repo#1",
    "<img src=x onerror=alert(1)>",
    "](http://evil.example)",
    "![x](http://evil.example/a.png)",
    "www.evil.example",
    "evil@example.org",
    "`` `code` ``",
    "`",
    "``` \n# heading",
    "<!-- -->",
    "- [ ] task",
    "| a | b |\n|---|",
    "&lt;b&gt; &#64;everyone",
    "\\`\\",
    "$`x`$ $$y$$",
    "\u202egnp\x02\x03\x1b[31m",
    "[^1] :tada: ~~x~~ **b**",
    "0123456789abcdef0123456789abcdef01234567",
)
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(), st.lists(st.sampled_from(HOSTILE), min_size=1).map(" ".join))


def live(markdown: str) -> list[str]:
    """Return what would be live in Markdown: blocks and marks that a review does not make, and text that GitHub links."""
    found = []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    for token in [one for block in tokens for one in (block, *(block.children or ()))]:
        if re.sub("_(open|close)$", "", token.type) not in MADE:
            found.append(token.type)
        if token.type == "text" and re.search(r"[@#<>\[\]`$~|*]|://|www\.|\bGH-|:\w+:|[0-9a-f]{7}", token.content):
            found.append(token.content)
    return found


MADE = {"paragraph", "heading", "ordered_list", "bullet_list", "list_item", "inline", "text", "code_inline", "softbreak"}


@given(st.lists(hostile, min_size=1, max_size=6))
def test_nothing_that_a_stranger_wrote_is_live(texts: list[str]) -> None:
    rows = tuple(
        Item("kind", f"{quoted(one)}: “{quoted(one)}” is it.", tuple(f"¶1 {quoted(two)}" for two in texts)) for one in texts
    )
    found = Review(quoted(texts[0]), "", f"Adds {quoted(texts[-1])}.", rows, rows, rows, 1, 1)
    assert live(printed.as_markdown(found)) == []
    text = printed.as_text(found)
    assert all(c.isprintable() or c == "\n" for c in text)
    assert text.count("\n") == 8 + 3 * len(texts) * (1 + len(texts))
    assert json.loads(printed.as_json(found))["must_fix"][0]["kind"] == "kind"


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_quoted_is_shown_as_it_is(words: str) -> None:
    found = Review(quoted("x"), "", f"{quoted(words)} came.", (), (), (), 1, 1)
    [code] = [
        c.content
        for token in MarkdownIt("commonmark").parse(printed.as_markdown(found))
        for c in token.children or ()
        if c.type == "code_inline"
    ]
    assert code == printed.as_text(found).split(" came.")[0]


def test_the_test_of_markdown_can_fail() -> None:
    assert len([words for words in HOSTILE if live(f"It says {words} here.\n\n{words}\n")]) >= len(HOSTILE) - 4


def test_words_that_nobody_marked_as_quoted_make_no_markup_either() -> None:
    found = Review("", "", " ".join(HOSTILE), (), (), (), 1, 1)
    tokens = MarkdownIt("commonmark").parse(printed.as_markdown(found))
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "softbreak"}


def test_a_hostile_pull_request_is_inert_in_markdown(repo: Path) -> None:
    bad = " ".join(HOSTILE).replace("\x02\x03\x1b", "")
    text = f"{bad}\n\nAda Quill said {bad} to Ilsa @everyone Marrow. [Citation: {bad.replace(']', '').replace('[', '')}]\n"
    said = json.dumps(
        {"title": bad, "rights": bad, "actors": {bad: "none", "Ada Quill": "www.evil.com"}, bad: bad, "headnote": bad}
    )
    entry = json.dumps({"name": bad, "kind": "person", "aliases": [bad], "roles": [{"title": bad}], "part_of": bad})
    commit(
        repo,
        {"seeds/www.evil.com.txt": text, "seeds/www.evil.com.yml": said, f"{A_ACTOR}GH-1.yml": entry, "seeds/@x <b>.txt": text},
    )
    put(
        repo,
        {
            f"{A_ACTOR}ada-quill.yml": None,
            f"{A_ACTOR}www.evil.com.yml": ADA,
            "seeds/registry/terms.yml": json.dumps({bad: bad}),
        },
    )
    result = run(repo, "--base", "main", "--format", "markdown")
    assert result.exit_code == 1
    assert "everyone" in result.output
    assert live(result.output) == []


# How much is read: never too little

FIRST, LAST, POST = (
    ["Ada", "Donald", "Quill", "Ben"],
    ["Quill", "Marrow", "Jordan"],
    ["Envoy to the Sound", "Minister", "Tide Warden"],
)
NAMES = [f"{first} {last}" for first in FIRST for last in LAST] + [
    "Harbour Council",
    "Mu'ammar",
    "HC",
    "the Guild",
    "Łódź Guild",
]
PIECES = [
    *NAMES,
    *LAST,
    "A. Quill",
    "Don Marrow",
    "Envoy Quill",
    "Minister Quill",
    "Warden Marrow",
    "Ambassador Jordan",
    "quill",
]
PIECES += [
    "Harbour\nCouncil",
    "Harbour-Council",
    "HARBOUR COUNCIL",
    "H.C.",
    "Lodz Guild",
    "the Guild of Tides",
    "Muammar",
    "**Ada** Quill",
]
PIECES += ["Ada [Quill](https://example.org)", "Ha&#114;bour Council", "> Ada\n> Quill", "Mu ammar", "Quill Library"]


def actor(identifier: str) -> st.SearchStrategy[Actor]:
    texts = st.sampled_from(NAMES).map(Text)
    aliases = st.builds(Alias, texts, st.sampled_from([(), (Text("a"),), (Text("b"),)]))
    roles = st.builds(Role, title=st.sampled_from(POST))
    return st.builds(
        Actor,
        name=texts,
        kind=st.sampled_from(["person", "organisation"]),
        aliases=st.lists(aliases, max_size=2).map(tuple),
        weak_aliases=st.lists(texts, max_size=1).map(tuple),
        not_=st.lists(st.sampled_from(PIECES), max_size=1).map(tuple),
        family_name=st.sampled_from(["", "Quill", "Council"]),
        roles=st.lists(roles, max_size=1).map(tuple),
        id=st.just(identifier),
    )


ACTORS = {key: st.none() | actor(key) for key in "abc"}


@given(
    st.fixed_dictionaries(ACTORS),
    st.data(),
    st.sampled_from(["briefing", "archive"]),
    st.lists(st.sampled_from(PIECES), max_size=5),
    st.sampled_from(["txt", "md"]),
)
def test_no_briefing_that_a_registry_change_touches_goes_unread(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, Actor | None],
    data: st.DataObject,
    scope: Any,
    pieces: list[str],
    ending: str,
) -> None:
    changed = data.draw(st.sampled_from("abc"))
    after = {**before, changed: data.draw(ACTORS[changed])}
    base, head = (Registry(Settings(surname_scope=scope), {k: a for k, a in side.items() if a}) for side in (before, after))
    path = f"seeds/a.{ending}"
    root = make_seeds(tmp_path_factory.getbasetemp(), {path: f"It came. {' saw '.join(pieces)} left."})
    seed, _ = seeds.read(root, SeedFile("a", path, ""), base.settings)
    assert seed
    one, other = (archive.annotate(seed, side, spellings.index_of(side))[0].mentions for side in (base, head))
    assert Affected(base, head).touches(path, seed.text) or one == other


def person(identifier: str, name: str, *aliases: str, roles: tuple[str, ...] = ()) -> Actor:
    spelt = tuple(Alias(Text(alias)) for alias in aliases)
    return Actor(Text(name), "person", aliases=spelt, roles=tuple(Role(role) for role in roles), id=identifier)


ADA_QUILL, BEN_MARROW = person("a", "Ada Quill"), person("b", "Ben Marrow")
BODY, GUILD = Actor(Text("Harbour Council"), "group", id="c"), Actor(Text("Guild"), "group", id="c")

TOUCHED: dict[str, tuple[list[Actor], list[Actor], str]] = {
    "an initial": ([ADA_QUILL], [person("a", "Ada Quill", "Ben Quill")], "Ada Quill came. B. Quill left."),
    "an exception": ([BODY], [replace(BODY, not_=("a new Harbour Council",))], "It is a new Harbour Council."),
    "a first name that is a surname": (
        [ADA_QUILL, BEN_MARROW],
        [ADA_QUILL, person("b", "Ben Marrow", "Quill Marrow")],
        "He saw Quill leave Marrow.",
    ),
    "a post": (
        [ADA_QUILL, BEN_MARROW],
        [ADA_QUILL, person("b", "Ben Marrow", roles=("Tide Warden",))],
        "The Warden Quill came.",
    ),
    "a title in capitals": ([ADA_QUILL], [person("a", "Ada Quill", roles=("Tide Warden",))], "The Warden Quill came."),
    "accents": ([GUILD], [replace(GUILD, aliases=(Alias(Text("Łódź Brothers")),))], "The Lodz Brothers met."),
    "marks": ([GUILD], [replace(GUILD, aliases=(Alias(Text("Lodz Brothers")),))], "The LÓDZ\u00ad  Brothers met."),
    "dots": ([GUILD], [replace(GUILD, weak_aliases=(Text("U.N."),))], "The Guild met the UN."),
}


@pytest.mark.parametrize("case", TOUCHED)
def test_what_a_registry_change_touches_is_read(case: str, tmp_path: Path) -> None:
    before, after, text = TOUCHED[case]
    base, head = (Registry(Settings(surname_scope="archive"), {a.id: a for a in side}) for side in (before, after))
    seed, _ = seeds.read(make_seeds(tmp_path, {"seeds/a.txt": text}), SeedFile("a", "seeds/a.txt", ""), base.settings)
    assert seed
    one, other = (archive.annotate(seed, side, spellings.index_of(side))[0].mentions for side in (base, head))
    assert one != other, "the case shows nothing"
    assert Affected(base, head).touches("seeds/a.txt", text)
    assert not Affected(base, head).touches("seeds/a.txt", "Nobody of them was there.")
    assert Affected(base, base).is_empty()


def test_editors_files_that_name_what_changes_are_read_too(repo: Path) -> None:
    more = {f"{A_ACTOR}guild.yml": "name: Guild\nkind: group\n", "seeds/talks.yml": "actors: {early: guild}\nformerly: [old]\n"}
    commit(repo, more)
    git(repo, "branch", "--force", "main")
    found = told(repo, {f"{A_ACTOR}guild.yml": None, "seeds/new.txt": "New.", "seeds/new.yml": "formerly: [old]\n"})
    words = " ".join(item["words"] for item in found["must_fix"])
    assert "There is no actor “guild”" in words
    assert "“early” was guild, names nobody" in items(found, "to_decide")["mentions"]
    found = told(repo, {f"{A_ACTOR}guild.yml": "name: Guild\nkind: group\n"})
    assert (found["read"]["briefings"], "“old” is a former id of seeds/new.yml too" in items(found, "must_fix")["problem"]) == (
        1,
        True,
    )


def test_what_is_read_of_a_change_says_the_same_as_reading_all(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {f"seeds/t{n}.txt": f"{name} came to Saltmouth." for n, name in enumerate(PIECES)})
    git(repo, "branch", "--force", "main")
    put(repo, {f"{A_ACTOR}ada-quill.yml": f"{ADA}aliases: [Donald Marrow]\n", f"{A_ACTOR}ben-quill.yml": BEN})
    some = report.of(repo, "main")
    monkeypatch.setattr(sides, "settings_that_matter", lambda _one, _other: ["language"])
    everything = report.of(repo, "main")
    assert some.read < everything.read == everything.of == some.of
    kinds = ("mentions", "ambiguous", "persons")
    assert [i for i in some.to_decide if i.kind in kinds] == [i for i in everything.to_decide if i.kind in kinds]


def test_the_base_gives_the_bytes_it_has(repo: Path) -> None:
    commit(repo, {"seeds/a.txt": b"\xff\xfe\x00\r\n\n", "seeds/b.txt": b"", "seeds/c.txt": b"x" * 100_000})
    found = git_base.find(repo, "HEAD")
    out = repo / "out"
    found.write(["seeds/a.txt", "seeds/nowhere.txt", "seeds/b.txt", "seeds/c.txt"], out)
    assert {path.name: path.read_bytes() for path in (out / "seeds").iterdir()} == {
        "a.txt": b"\xff\xfe\x00\r\n\n",
        "b.txt": b"",
        "c.txt": b"x" * 100_000,
    }
    assert os.fspath(found.root) == str(repo)


def test_contribute_shows_what_the_review_of_its_example_says(tmp_path: Path) -> None:
    page = (PROJECT / "docs/contribute.md").read_text(encoding="utf-8")
    steps, section = page.split("## Review a pull request", 1)
    files = dict(re.findall(r"^`(seeds/[^`\n]+)`:\n\n```\w*\n(.*?)^```$", steps, re.MULTILINE | re.DOTALL))
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, {"seeds/archive.yml": files.pop("seeds/archive.yml")})
    put(tmp_path, files)
    shown = re.search(r"^```text\n\$ briefings review --base main\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert shown
    assert run(tmp_path).output == shown[1]


# What publishes nothing


def test_drafts_are_counted_and_named(repo: Path) -> None:
    """They change nothing on the site, and yet somebody is to review them."""
    draft = "draft: true\n"
    new = {f"{A_ACTOR}{name.lower()}.yml": f"name: {name}\nkind: person\n{draft}" for name in ("Ilsa", "Moth")}
    new |= {
        f"{A_ACTOR}guild.yml": f"name: Guild\nkind: group\n{draft}",
        "seeds/registry/sources/tide.yml": f"name: Tide\n{draft}",
    }
    found = told(repo, new)
    assert found["summary"] == "Only drafts differ."
    know = items(found, "for_your_information")
    assert know["drafts"].split("\n") == [
        "4 drafts (2 persons, 1 group, 1 source), new or changed; they link and publish nothing.",
        "seeds/registry/actors/guild.yml: group",
        "seeds/registry/actors/ilsa.yml: person",
        "seeds/registry/actors/moth.yml: person",
        "seeds/registry/sources/tide.yml: source",
    ]
    assert "notices" not in know
    commit(repo, {})
    git(repo, "branch", "--force", "main")
    assert "drafts" not in items(told(repo, {"seeds/new.txt": "New."}), "for_your_information")


@pytest.mark.parametrize("path", ["seeds/new", "seeds/talks"])
def test_of_what_is_withdrawn_nothing_else_is_to_decide(repo: Path, path: str) -> None:
    withdrawn = "withdrawn: {date: 2031-06-01, reason: A hoax.}\n"
    said = f"title: A title\nrights: not known\nperiod: 2031\n{withdrawn}"
    found = items(told(repo, {f"{path}.txt": "Ada Quill left the Harbour Council early.", f"{path}.yml": said}), "to_decide")
    found.pop("mentions", None)
    assert found == {"withdrawn": "Withdrawn: “A hoax.”"}
    commit(repo, {})
    git(repo, "branch", "--force", "main")
    found = items(told(repo, {f"{path}.yml": said.replace(withdrawn, "")}), "to_decide")
    assert found["withdrawn"] == "No longer withdrawn: its text is published again."


@pytest.mark.parametrize(
    ("label", "located"), [("Veldmark Herald, 4 May 2033", 1), ("Herald; https://example.org/a", 1), ("Herald, page 33", 0)]
)
def test_a_date_in_a_citations_own_words_is_one(repo: Path, label: str, located: int) -> None:
    found = told(repo, {"seeds/one.txt": f"One came. [Citation: {label}]\n"})
    assert f"1 citation: {located} with a link or date" in items(found, "for_your_information")["citations"]
