"""The commands `site`, `publish` and `verify`: a site is built, finished, and a published one is compared with the seeds."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator import problems
from generator.archive import Archive
from generator.commands.terminal import Stages, fail, leave, load, needs_seeds, problem_format, reason, report, root_option, say
from generator.disk import file_names
from generator.disk.locks import Busy, Lock
from generator.problems import Problem
from generator.publishing import pagefind, publish, site_build, verify
from generator.publishing.site_files import Folder, NoAnswer, SiteFiles, Web


@click.command("site")
@root_option
def site_command(root: Path) -> None:
    """Build site/ with MkDocs, strictly, and replace it only when all of it went well.

    Whatever goes wrong, or kills it, the last good site stays. The new one is built beside it, in .site.new/.
    """
    needs_seeds(root)
    try:
        is_built = site_build.build(root)
    except (Busy, site_build.InTheWay) as error:
        fail(str(error))
    except OSError as error:
        fail(f"site/ cannot be replaced: {reason(error)}. The last good site is in site/ or in .site.old/.")
    if not is_built:
        click.echo("The site was not built; the last good one stays as it was.", err=True)
        sys.exit(1)
    click.echo("The archive stands in site/.")


@click.command("publish")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@root_option
def publish_command(site: Path, root: Path) -> None:
    """Finish a SITE that an engine built from docs/: index it, lock its pages and prove its text.

    Needed after an engine that does not run the plugin (Zensical); MkDocs and ProperDocs do it themselves.
    """
    if not any(site.rglob("*.html")):
        fail(f"There is no page in {site}. SITE is the folder that an engine has written; build it first.")
    loaded = load(root)
    try:
        found = _published(loaded, site, root)
    except Busy as error:
        fail(str(error))
    except pagefind.SearchFailed as error:
        fail(f"The search index could not be made:\n{error}")
    except OSError as error:
        fail(f"{site} cannot be finished: {reason(error)}. Run this again when there is room; it may be run twice.")
    found = [*file_names.links(root, root / "docs"), *found]  # the engine may have followed them
    report(found, "text")
    say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()} proved: {problems.counted(found)}.", "text")
    leave(found)


def _published(loaded: Archive, site: Path, root: Path) -> list[Problem]:
    """Finish a site, one at a time and not while `briefings site` puts one in its place; raises Busy too."""
    turn = Lock(root / "docs" / site_build.LOCK)
    try:
        return publish.publish(loaded, site)
    finally:
        turn.end()


@click.command("verify")
@click.argument("site", metavar="SITE|URL")
@root_option
@problem_format
def verify_command(site: str, root: Path, format_: str) -> None:
    """Compare a published site, in a folder or at its address, with the seeds.

    Every briefing's page is there and says what its seed says, with every note; the seed's file has its bytes;
    data/proof.json agrees; what is withdrawn is gone; the site has no briefing more; and nothing can run in any page.
    Writes nothing.
    """
    files = _site(site)
    loaded = load(root)
    try:
        with Stages() as stages:
            found = verify.verify(loaded, files, stages("Reading the site"))
    except NoAnswer as error:
        fail(f"{site} {error}. Nothing can be said of it.")
    report(found, format_)
    say(f"{problems.plural(len(loaded.briefings), 'briefing').capitalize()} compared: {problems.counted(found)}.", format_)
    leave(found)


def _site(named: str) -> SiteFiles:
    if Path(named).is_dir():
        return Folder(Path(named))
    try:
        address = urlsplit(named)
        is_address = address.scheme in {"http", "https"} and bool(address.hostname) and not (address.query or address.fragment)
    except ValueError:
        is_address = False
    if not is_address:
        fail(f"{named} is neither a folder nor an address that begins with https:// or http://.")
    return Web(named)


COMMANDS = (site_command, publish_command, verify_command)
