"""The commands of ./slipway as people type them, in a terminal and in a pipe, against ./slipway sandbox: each once right and once wrong.

Five lanes play side by side: a deployment that is watched from its push to its ending, one that is stopped in mid-rollout, what
people decide by hand, what they get wrong, and an AWS that can't be asked. Which commands there are is asked of ./slipway itself, so that none is left out.
"""
import json
import re
import sys
import tempfile
import threading
import time
import traceback
import zipfile
from pathlib import Path

from between import Between
from ptys import PATIENCE, Checks, Terminals, commands
from stories import Sandbox, interrupted

SPEED = 15
# They need no account.
ELSEWHERE = {"demo", "sandbox", "bench", "simulate", "messages"}


class Lane:
    """What one person does, one command after the other."""

    def __init__(self, box, checks):
        self.box, self.checks = box, checks
        self.terminals = Terminals(box.settings, checks)

    def right(self, *arguments, status=0, **said):
        """A command in a pipe that does what is asked: its lines, with nothing on stderr and nothing for a terminal."""
        ran = self.terminals.piped(*arguments)
        self.checks.right.add(arguments[0])
        self.checks.that(ran.status == status and ran.err == "", ran, f"ends with {status} and says nothing on stderr")
        self.shows(ran, **said)
        return ran

    def shows(self, ran, begins="", has=()):
        self.checks.that(ran.out.startswith(begins), ran, f"begins with {begins!r}")
        for part in (has,) if isinstance(has, str) else has:
            self.checks.that(part in ran.out, ran, f"says {part!r}")

    def refused(self, *arguments, says, status=2, settings=None):
        """A command that is wrong: one sentence on stderr, and where help is."""
        ran = self.terminals.piped(*arguments, settings=settings)
        self.checks.wrong.add(arguments[0])
        self.checks.that((ran.status, ran.out) == (status, ""), ran, f"ends with {status} and prints nothing")
        self.checks.that(ran.err.count("\n") == 1 and len(ran.err) < 400 and "Exception" not in ran.err, ran, "is one short sentence")
        self.checks.that(says in ran.err, ran, f"says {says!r}")
        return ran

    def lines(self, ran):
        """What --json printed, an object a line."""
        try:
            found = [json.loads(line) for line in ran.out.splitlines()]
        except ValueError:
            found = []
        self.checks.that(bool(found), ran, "prints an object a line")
        return found or [{}]

    def push(self, repository, tag, text):
        return self.box.call("AmazonEC2ContainerRegistry_V20150921.PutImage", "ecr", repositoryName=repository, imageTag=tag, imageManifest=text)["image"]["imageId"]["imageDigest"]

    def image(self, repository, tag, **annotations):
        """The text of an image like the one that has the tag, so that it is another."""
        held = self.box.call("AmazonEC2ContainerRegistry_V20150921.BatchGetImage", "ecr", repositoryName=repository, imageIds=[{"imageTag": tag}])
        image = json.loads(held["images"][0]["imageManifest"])
        image["annotations"] |= annotations
        return json.dumps(image)

    def bakes(self, target, seconds):
        """Its owner wants it watched for long: time for people to look and to interfere."""
        document = json.loads(Path(f"examples/{target}.target.json").read_text())
        document["limits"].update(bakeSeconds=seconds, deadlineSeconds=3000, restoreSeconds=3000)
        self.box.call("AmazonSSM.PutParameter", "ssm", Name=f"/slipway/targets/{target}", Type="String", Overwrite=True, Value=json.dumps(document))


class Watched(Lane):
    """A push is watched to its ending, in a terminal and in pipes; who stops watching stops nothing else."""

    def play(self):
        # However slow this machine is, it bakes until all have seen it.
        self.bakes("shop-api", 2800)
        self.push("shop/api", "v2", Path("examples/images/works.json").read_text())
        self.box.wait("shop-api +Update: ")
        first, second, all_of_them = self.terminals.typed("watch", "shop-api"), self.terminals.typed("watch", "shop-api"), self.terminals.begin("watch", "--json")
        watching = [one.wait("DEPLOYING shop-api v2") for one in (first, second)]
        # Before the third, which may be slow to come: a watch that has come to its end can't be interrupted.
        self.interrupts(first)
        self.box.watched.set()
        watching.append(all_of_them.wait("DEPLOYING shop-api v2"))
        self.bakes("shop-api", 30)
        self.checks.that(all(watching), first, "shows the deployment, as the others do")
        self.to_the_ending(second)
        id = self.told_as_lines(self.terminals.ended(all_of_them))
        self.past(id)

    def interrupts(self, watch):
        self.checks.that(watch.wait("waits for"), watch, "shows what is waited for")
        self.checks.that("\x1b[?25l" in watch.seen, watch, "draws a tree in its place, with the cursor hidden")
        status = watch.interrupt()
        self.checks.that(status == 130, watch, f"ends with 130 at Ctrl-C, was {status}")
        self.checks.that(watch.seen.rstrip().endswith("\x1b[?25h"), watch, "gives the cursor back")

    def to_the_ending(self, watch):
        self.checks.that(watch.process.poll() is None, watch, "goes on, as the deployment does, when another stopped watching")
        status = watch.end()
        self.checks.that(status == 0, watch, f"ends with 0, was {status}")
        self.checks.that(re.search("\x1b\\[[0-9]+F", watch.seen) is not None, watch, "is drawn again in its place")
        shown = watch.screen()
        self.checks.that(sum("LIVE shop-api v2" in line for line in shown) == 1, watch, f"leaves the verdict once on the screen, was {shown}")
        self.checks.that(not any("waits for" in line for line in shown), watch, f"leaves nothing of the way there, was {shown}")
        self.checks.that(all(len(line) <= watch.columns for line in shown), watch, "fits into the terminal")

    def told_as_lines(self, ran):
        mine = [line for line in self.lines(ran) if line.get("target") == "shop-api"]
        ids = {line.get("deployment", "") for line in mine}
        self.checks.that(len(ids) == 1 and re.fullmatch("shop-api-[0-9a-f]{16}", min(ids)) is not None, ran, "is about the one that runs")
        states = [line.get("state") for line in mine]
        self.checks.that(len(states) > 2 and states[-1] == "SUCCEEDED" and "Wait" in states, ran, f"tells each change to the ending, was {states}")
        return min(ids, default="none")

    def past(self, id):
        self.right("history", "shop-api", begins="started", has=("LIVE shop-api v2", id))
        record = self.lines(self.right("history", "--json", "--since", "2d"))
        self.checks.that(any(line.get("id") == id and line.get("ending") == "SUCCEEDED" for line in record), record, "has it in the export")
        told = self.right("show", id, begins="LIVE shop-api v2", has=("Runs now", "Done", id))
        typed = self.terminals.typed("show", id)
        self.checks.that(typed.end() == 0 and "\x1b[1mLIVE shop-api v2" in typed.seen, typed, "is bold in a terminal")
        plain = [line.rstrip() for line in told.out.splitlines()]
        self.checks.that([line for line in typed.screen() if line][0] == plain[0], typed, "says the same as in the pipe")
        bare = self.terminals.typed("show", id, "--no-color")
        self.checks.that(bare.end() == 0 and "\x1b" not in bare.seen, bare, "has no colours with --no-color")
        self.right("stats", "shop-api", begins="figure", has=("1 live", "0 %"))


class Stopped(Lane):
    """A rollout is stopped in its middle."""

    def play(self):
        self.bakes("shop-web", 600)
        text = self.image("shop/web", "latest", **{"org.opencontainers.image.version": "next"})
        digest = self.push("shop/web", "latest", text)
        self.box.wait("shop-web +Update: ")
        watch = self.terminals.begin("watch", "shop-web")
        watch.wait("DEPLOYING shop-web latest")
        ran = self.right("stop", "shop-web", has="goes back at its next look")
        id = re.search(r"shop-web-[0-9a-f]{16}", ran.out)
        self.checks.that(id is not None, ran, "names the deployment")
        id = id.group() if id else "none"
        back = self.terminals.ended(watch)
        self.shows(back, has=("DEPLOYING shop-web latest", "GOING BACK shop-web latest", "ROLLED BACK shop-web latest"))
        self.checks.that((back.status, back.err) == (1, ""), back, "ends with 1, since it did not end as asked")
        self.checks.that(all(re.match(r"\d\d:\d\d:\d\d UTC  ", line) for line in back.out.splitlines()), back, "is a line a change, with its time")
        self.right("show", id, begins="ROLLED BACK shop-web latest", has="A person asked for a stop")
        held = self.lines(self.right("targets", "shop-web", "--json"))[0].get("held", [])
        self.checks.that([one.get("digest") for one in held] == [digest], held, "holds the digest that was stopped")
        again = self.terminals.piped("stop", "shop-web")
        self.checks.wrong.add("stop")
        self.checks.that(again.status == 1 and again.out.startswith("NOT CHANGED shop-web: nothing to stop\n") and again.err == "", again, "finds nothing to stop")


class ByHand(Lane):
    """What a person decides about a function: to wait, to go on, to choose an image, to go back, to let it come again."""

    who = ("--by", "ana", "--reason", "release week")

    def play(self):
        self.right("freeze", "shop-thumbs", *self.who, "--for", "2h", begins="FROZEN shop-thumbs until ", has="release week")
        self.push("shop/thumbs", "latest", self.image("shop/thumbs", "v1", **{"slipway.sandbox.function-answer": '{"ok":true,"size":2}'}))
        self.box.wait("shop-thumbs +.*(W|w)aiting")
        self.right("targets", "shop-thumbs", has=("waits: latest", "frozen", "by ana"))
        self.right("watch", "shop-thumbs", has="WAITING shop-thumbs latest: shop-thumbs is frozen until ")
        self.right("unfreeze", "shop-thumbs", "--by", "bob")
        self.refused("unfreeze", "shop-thumbs", "--by", "bob", says="input.target is not frozen")
        self.box.wait("┃ LIVE shop-thumbs latest")
        self.choose()
        self.go_back()
        self.account()

    def choose(self):
        self.right("deploy", "shop-thumbs", "v1", "--dry-run", begins="Would change shop-thumbs:\n  live: ", has=" → ")
        self.checks.that(self.terminals.piped("history", "shop-thumbs").out.count("LIVE shop-thumbs") == 1, "deploy --dry-run", "starts nothing")
        started = self.right("deploy", "shop-thumbs", "v1", begins="  live: ", has=" → ")
        id = re.search(r"shop-thumbs-[0-9a-f]{16}", started.out)
        self.right("watch", id.group() if id else "none", has="LIVE shop-thumbs v1")

    def go_back(self):
        self.right("rollback", "shop-thumbs", "--reason", "blurred", "--by", "ana", has=" → ")
        back = self.lines(self.right("watch", "shop-thumbs", "--json"))
        if back[-1].get("state") == "Nothing":
            # It was faster than the two commands.
            back = self.lines(self.right("history", "shop-thumbs", "--most", "1", "--json"))
        self.checks.that("ROLLED_BACK" in (back[-1].get("state"), back[-1].get("ending")), back, "went back")
        held = self.terminals.piped("deploy", "shop-thumbs", "v1")
        self.checks.that(held.status == 1 and held.out.startswith("NOT CHANGED shop-thumbs v1"), held, "is held now")
        self.right("release", "shop-thumbs", "v1", "--reason", "sharp again", "--by", "ana", begins="RELEASED shop-thumbs v1")
        self.refused("release", "shop-thumbs", "v1", "--reason", "sharp again", "--by", "ana", says="input.image is not held on this target")
        self.right("hold", "shop-thumbs", "v1", "--reason", "too large", "--by", "ana", begins="HELD shop-thumbs v1")

    def account(self):
        with tempfile.TemporaryDirectory() as folder:
            self.right("init", "shop/admin", "--output", folder, has="shop-admin.target.json")
            self.checks.that(json.loads(Path(folder, "shop-admin.target.json").read_text())["service"] == "admin", "init", "writes the document")
        self.right("verify", "shop-thumbs", has=("OK    document", "Nothing is missing"))
        self.right("replay-dlq", begins="No event is lost: the queue is empty.\n")
        self.completes()
        typed = self.terminals.typed("targets")
        self.checks.that(typed.end() == 0 and "\x1b[" in typed.seen, typed, "has colours in a terminal")
        self.checks.that(all(len(line) <= typed.columns for line in typed.screen()), typed, "fits into the terminal")


    def completes(self):
        """A shell that has the script completes what is typed, as its reader sees it."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder, "completion")
            script.write_text(self.right("completion", has="complete -F ").out)
            shell = self.terminals.shell()
            shell.types(f"source {script} && echo 'has '\"read it\"\n")
            self.checks.that(shell.wait("has read it"), shell, "takes the script")
            for typed, whole in (("./slipway hist\t", "./slipway history "), ("--sin\t", "./slipway history --since "), ("\x15./slipway te\t", "./slipway test ")):
                shell.types(typed)
                self.checks.that(shell.wait(whole), shell, f"completes {typed!r} to {whole!r}")
            shell.types("\x15exit\n")
            self.checks.that(shell.end() == 0, shell, "ends well")


class Wrong(Lane):
    """What is wrong is one sentence, and changes nothing."""

    def play(self):
        for arguments, says in (
                (("deploy",), "deploy needs TARGET and IMAGE."),
                (("deploy", "shop-apo", "v1"), "shop-apo"), (("deploy", "shop-admin", "v1", "--force"), "--force needs --reason"),
                (("show", "shop-api-0000000000000000"), "there is no record of deployment"), (("targets", "shop-apo"), "there is no target shop-apo: name one of those"),
                (("history", "--since", "yesterday"), "--since should be a time, a day or how long ago"), (("stats", "--since", "2099-01-01"), "--since should be past"),
                (("watch", "shop-apo"), "there is no target or deployment shop-apo"), (("rollback", "shop-admin", "--to", "shop-admin-0000000000000000"), "input.to names no deployment"),
                (("stop",), "stop needs TARGET."), (("hold", "shop-api", "v9", "--reason", "x"), "v9"), (("release", "shop-api", "v9"), "input."), (("freeze", "shop-api", "--all", "--reason", "x"), "--all goes without a TARGET"),
                (("freeze", "shop-admin", "--by", "ana"), "input.reason is missing"), (("unfreeze",), "name a TARGET, or give --all"), (("init", "shop/none"), "there is no active service of this name in the cluster"),
                (("completion", "fish"), "SHELL should be bash or zsh, was 'fish'."),
                (("history", "--snice", "2d"), "history has no option --snice, perhaps you mean --since."), (("histroy",), "slipway has no command 'histroy', perhaps you mean history."), (("verify", "a/b"), "TARGET should be the name of a target"), (("replay-dlq", "--all"), "replay-dlq has no option --all")):
            self.refused(*arguments, says=says)
        self.elsewhere()
        gone = self.terminals.piped("verify", "none")
        self.checks.that(gone.status == 1 and "aws ssm put-parameter --name /slipway/targets/none " in gone.out, gone, "has the remedy")

    def elsewhere(self):
        """What needs no account has its help too; the tests are not begun for it, nor for words that they don't know."""
        for name in ("messages", "test"):
            helped = self.terminals.piped(name, "--help")
            self.checks.that((helped.status, helped.err) == (0, "") and f"./slipway {name}" in helped.out, helped, "tells what it is for")
        more = self.terminals.piped("test", "stories")
        self.checks.that((more.status, more.out, more.err) == (2, "", "test takes no arguments: leave 'stories' out. See ./slipway test --help.\n"), more, "is refused")


class Away(Lane):
    """AWS can't be asked: one sentence says why, and what to do about it."""

    def play(self):
        self.away("targets", says="AWS can't be reached (connection refused): check AWS_ENDPOINT_URL", AWS_ENDPOINT_URL="http://127.0.0.1:9")
        self.away("history", says="AWS can't be reached, since no host nowhere.invalid is known: check --region", AWS_ENDPOINT_URL="http://nowhere.invalid")
        self.away("deploy", "shop-api", "v1", says="No credentials are set: sign in (aws sso login), or name another profile with --profile",
                  AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, AWS_EC2_METADATA_DISABLED="true")
        self.away("init", "shop/api", "--profile", "production", says="Profile 'production' has no credentials: name another with --profile")
        self.refused("watch", "--stack", "slipwoy", says="there is no stack slipwoy in eu-central-1: name Slipway's with --stack, or another --region")
        self.refused("stats", says="no region is set: give --region, or set AWS_REGION", settings={"AWS_REGION": None, "AWS_DEFAULT_REGION": None})
        with Between(self.box.address, "cloudformation", 403, "ExpiredToken", "The security token included in the request is expired") as expired:
            self.away("replay-dlq", says="These credentials have expired: sign in (aws sso login)", AWS_ENDPOINT_URL=expired.address)
        with Between(self.box.address, "dynamodb", 400, "ExpiredTokenException", "The security token included in the request is expired") as midway:
            self.away("targets", says="These credentials have expired: sign in (aws sso login)", AWS_ENDPOINT_URL=midway.address)
        with Between(self.box.address, "dynamodb", 400, "AccessDeniedException", "User: ann is not authorized to perform: dynamodb:Query") as denied:
            self.refused("targets", says="you may not call dynamodb:", settings={"AWS_ENDPOINT_URL": denied.address})

    def away(self, *arguments, says, **settings):
        ran = self.refused(*arguments, says=says, status=1, settings=settings)
        self.checks.that("failed: " not in ran.err and "SDK" not in ran.err and "(action=" not in ran.err, ran, "has no words of programs")


def play(lane, checks):
    """Plays a lane; all begin when what is watched is in sight: it takes only so long."""
    try:
        if not isinstance(lane, Watched):
            lane.box.watched.wait(PATIENCE)
        lane.play()
    except Exception:
        checks.that(False, type(lane).__name__, "broke off:\n" + traceback.format_exc())
        lane.box.watched.set()


def young(name):
    """Says whether a class of the command line's library is one that an AOT cache takes: of Java 6 or later (JVM specification, 4.1)."""
    with zipfile.ZipFile(next(Path("cli/target/lib").glob("picocli-*.jar"))) as jar, jar.open(name) as file:
        return int.from_bytes(file.read(8)[6:], "big") >= 50


def main():
    began = time.monotonic()
    box = Sandbox(SPEED)
    box.watched = threading.Event()
    checks = Checks()
    try:
        box.open()
        lanes = [threading.Thread(target=play, args=(lane(box, checks), checks)) for lane in (Watched, Stopped, ByHand, Wrong, Away)]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
        kept = Path("cli/target/slipway.aot")
        checks.that(kept.is_file() and b"slipway/notice/Headline" in kept.read_bytes(), kept, "keeps the classes of a practice that found a history")
        checks.that(young("picocli/CommandLine.class"), "picocli", "is of a format that the JVM keeps")
        there = commands(box.settings) - ELSEWHERE
        checks.that(len(there) > 10 and there == checks.right & checks.wrong, sorted(there ^ (checks.right & checks.wrong)), "is played right and wrong")
        wrong = checks.broken + interrupted(box)
    finally:
        box.process.terminate()
        box.process.wait()
    print("\n".join([*wrong, f"{checks.count} checks of {len(checks.right)} commands in {len(checks.ran)} runs, {len(wrong)} went wrong, {time.monotonic() - began:.0f} s"]))
    return 1 if wrong or checks.count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
