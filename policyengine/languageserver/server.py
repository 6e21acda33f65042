"""The protocol's requests, each handed to the function that answers it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from policyengine._version import __version__
from policyengine.languageserver.completion import completion
from policyengine.languageserver.fixes import fixes
from policyengine.languageserver.formatting import formatting
from policyengine.languageserver.hover import hover, named_at
from policyengine.languageserver.references import definition, highlights, references
from policyengine.languageserver.session import Session, paths_of
from policyengine.languageserver.symbols import symbols
from policyengine.reporting.lang import Lang

_TRIGGERS = types.CompletionOptions(trigger_characters=[" ", "=", "[", "{", ",", "(", "<", ">"])
_WATCHED = types.DidChangeWatchedFilesRegistrationOptions(
    [types.FileSystemWatcher(glob_pattern="**/*.{yaml,yml}")]
)


def serve(policies: Path | None = None, lang: Lang | None = None) -> None:
    """Speak with an editor on standard input and output until it says goodbye or goes away.

    `policies`: answer for this folder alone. `lang`: in this language, whatever the editor's is.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        server_with(thread, policies, lang).start_io()


def server_with(
    thread: ThreadPoolExecutor, policies: Path | None = None, lang: Lang | None = None
) -> LanguageServer:
    """The server; the thread looks at folders."""
    # Whole texts: what counts as a line is then decided in one place, `positions`.
    server = LanguageServer(
        "policyengine", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
    )
    fixed = policies.resolve() if policies is not None else None
    session = Session(server.text_document_publish_diagnostics, thread, fixed, lang)
    _life(server, session)
    _documents(server, session)
    _reading(server, session)
    _writing(server, session)
    return server


def _life(server: LanguageServer, session: Session) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        session.speak(params.locale)
        folders = [each.uri for each in params.workspace_folders or ()]
        session.opened = paths_of(folders or [params.root_uri])
        session.encoding = str(server.workspace.position_encoding or session.encoding)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        told = server.client_capabilities.workspace
        watched = told.did_change_watched_files if told is not None else None
        if watched is not None and watched.dynamic_registration:
            registration = types.Registration("rules", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _WATCHED)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(_: types.DidChangeWatchedFilesParams) -> None:
        session.changed_on_disk()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(_: types.DidChangeWorkspaceFoldersParams) -> None:
        session.opened = paths_of(server.workspace.folders)


def _documents(server: LanguageServer, session: Session) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        session.edited(document.uri, document.version, document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        session.edited(document.uri, params.text_document.version, document.source)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(_: types.DidSaveTextDocumentParams) -> None:
        session.changed_on_disk()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.closed(params.text_document.uri)


def _reading(server: LanguageServer, session: Session) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(params: types.HoverParams) -> types.Hover | None:
        asked = await session.asked(params.text_document.uri)
        return hover(*asked, params.position, session.lang) if asked is not None else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def defining(params: types.DefinitionParams) -> list[types.Location]:
        asked = await session.asked(params.text_document.uri)
        name = named_at(*asked, *asked[2].place(params.position)) if asked is not None else None
        return definition(asked[0], name, asked[1], session.texts()) if asked and name else []

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def referring(params: types.ReferenceParams) -> list[types.Location]:
        asked = await session.asked(params.text_document.uri)
        name = named_at(*asked, *asked[2].place(params.position)) if asked is not None else None
        declared = params.context.include_declaration
        return references(asked[0], name, session.texts(), declared=declared) if asked and name else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def highlighting(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        asked = await session.asked(params.text_document.uri)
        name = named_at(*asked, *asked[2].place(params.position)) if asked is not None else None
        return highlights(asked[0], name, asked[1], asked[2]) if asked and name else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outlining(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        asked = await session.asked(params.text_document.uri)
        return symbols(asked[2], asked[1].name, session.lang) if asked is not None else []


def _writing(server: LanguageServer, session: Session) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _TRIGGERS)
    async def completing(params: types.CompletionParams) -> list[types.CompletionItem]:
        asked = await session.asked(params.text_document.uri)
        return completion(*asked, params.position, session.lang) if asked is not None else []

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def laying_out(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        asked = await session.asked(params.text_document.uri)
        return formatting(asked[2], str(asked[1])) if asked is not None else []

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    async def mending(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        asked = await session.asked(uri)
        return [*fixes(uri, asked[2], params.context.diagnostics, session.lang)] if asked is not None else []
