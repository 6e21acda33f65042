"""An editor: starts the server as editors do and speaks with it over its own protocol."""

import asyncio
import shutil
import sys
from collections import defaultdict
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 60
"""Seconds after which a test gives up; the machine may be busy."""


class Editor:
    """One window of an editor."""

    def __init__(self, client, root):
        self.client, self.root = client, root
        self.told = defaultdict(list)  # every list of diagnostics that came for a file, in order
        self.heard = asyncio.Event()
        self.versions = {}

    def uri(self, name):
        return (self.root / name).as_uri()

    def text(self, name):
        return (self.root / name).read_text("utf-8")

    def open(self, name, text=None):
        text = self.text(name) if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name, text):
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, name):
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    def document(self, name):
        return types.TextDocumentIdentifier(self.uri(name))

    async def diagnostics(self, name, wanted):
        """The diagnostics of a file as soon as `wanted` holds of them."""

        async def until():
            while True:
                self.heard.clear()
                told = self.told[self.uri(name)]
                if told and wanted(told[-1].diagnostics):
                    return told[-1].diagnostics
                await self.heard.wait()

        return await asyncio.wait_for(until(), PATIENCE)

    async def codes(self, name, *codes):
        """The diagnostics of a file as soon as they have just these codes."""
        return await self.diagnostics(name, lambda told: sorted(each.code for each in told) == sorted(codes))

    def at(self, name, where, text=None):
        """The position and document of the place marked ▮ in `where`, which stands once in the text."""
        text = self.text(name) if text is None else text
        before, _, after = where.partition("▮")
        assert text.count(before + after) == 1, (before + after, text.count(before + after))
        offset = text.index(before + after) + len(before)
        line = text.count("\n", 0, offset)
        start = text.rfind("\n", 0, offset) + 1
        character = len(text[start:offset].encode("utf-16-le")) // 2
        return {"text_document": self.document(name), "position": types.Position(line, character)}

    async def hover(self, name, where, text=None):
        found = await self.client.text_document_hover_async(types.HoverParams(**self.at(name, where, text)))
        return found.contents.value if found else None

    async def complete(self, name, where, text=None):
        """What is offered at a place, by its label."""
        at = types.CompletionParams(**self.at(name, where, text))
        return {each.label: each for each in await self.client.text_document_completion_async(at)}

    async def definition(self, name, where):
        at = types.DefinitionParams(**self.at(name, where))
        return [self.named(each) for each in await self.client.text_document_definition_async(at)]

    async def references(self, name, where, declared=True):
        context = types.ReferenceContext(declared)
        at = types.ReferenceParams(context=context, **self.at(name, where))
        return [self.named(each) for each in await self.client.text_document_references_async(at)]

    def named(self, location):
        """A location as its file and the words that stand there."""
        path = next(path for path in self.root.rglob("*.yaml") if path.as_uri() == location.uri)
        return path.relative_to(self.root).as_posix(), words_in(path.read_text("utf-8"), location.range)


def words_in(text, where):
    """The words of a range within one line, counted in UTF-16 as the protocol counts."""
    assert where.start.line == where.end.line
    line = text.split("\n")[where.start.line].encode("utf-16-le")
    return line[where.start.character * 2 : where.end.character * 2].decode("utf-16-le")


def edited(text, edits):
    """A text after some edits, applied from the last to the first."""
    lines = text.split("\n")

    def offset(position):
        before = sum(len(line) + 1 for line in lines[: position.line])
        line = lines[position.line] if position.line < len(lines) else ""
        return before + len(line.encode("utf-16-le")[: position.character * 2].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda each: offset(each.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@asynccontextmanager
async def editor(root, locale="en", encodings=None, arguments=(), opened=True):
    """An editor with a folder open in it, and the server it has started; both end well."""
    client = LanguageClient("an editor", "1")
    window = Editor(client, Path(root))

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def told(params):
        window.told[params.uri].append(params)
        window.heard.set()

    await client.start_io(sys.executable, "-m", "policyengine", "lsp", *arguments)
    server = client._server
    complaints = asyncio.create_task(server.stderr.read())
    try:
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        folder = types.WorkspaceFolder(window.root.as_uri(), "rules")
        asked = types.InitializeParams(
            capabilities=types.ClientCapabilities(general=general),
            locale=locale,
            workspace_folders=[folder] if opened else None,
        )
        window.answer = await asyncio.wait_for(client.initialize_async(asked), PATIENCE)
        client.initialized(types.InitializedParams())
        yield window
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        assert await asyncio.wait_for(server.wait(), PATIENCE) == 0
    finally:
        if server.returncode is None:
            server.kill()
        await client.stop()
        assert "Traceback" not in (await complaints).decode()


@contextmanager
def staged(root, **settings):
    """An editor that stays open for many scenes: gives what plays one."""
    with asyncio.Runner() as runner:
        opened = editor(root, **settings)
        window = runner.run(opened.__aenter__())

        def play(scene, root=window.root):
            async def scene_with_its_folder():
                window.root = root
                await scene(window)

            runner.run(scene_with_its_folder())

        yield play
        runner.run(opened.__aexit__(None, None, None))


def played(root, scene, **settings):
    """Play one scene, a coroutine function of an editor, with a server of its own."""
    with staged(root, **settings) as play:
        play(scene)


EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


def copied(to, *cities):
    """A folder of policies of one's own: the invented plans, of all cities or of some."""
    for city in cities or ("yunxi", "linjiang"):
        shutil.copytree(EXAMPLES / city, to / "policies" / city)
    return to / "policies"
