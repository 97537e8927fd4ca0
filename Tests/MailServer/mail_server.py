"""A mail server on this machine for tests: tells on standard output what it was sent, a JSON object to a line.

What it answers is told by the local part of a recipient:
  rcpt550@   refuses the recipient with 550 (any code)     data451@   refuses the content with 451 (any code)
  first451@  refuses the recipient with 451 the first time only
  hold@      takes the mail, tells of it, and never says so to the client

With "raw" in its settings it is no server at all, but answers each verb with the lines given there, in clear, and tells
every line it hears.
"""

import asyncio
import json
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def tell(**event):
    print(json.dumps(event), flush=True)


class Handler:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        code = re.fullmatch(r"(rcpt|first)(\d{3})", local)
        if code and not (code[1] == "first" and address in self.seen):
            self.seen.add(address)
            # The words of real servers name the mailbox: nothing of it may reach a log.
            return f"{code[2]} {code[2][0]}.1.1 <{address}> is not served here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        code = re.fullmatch(r"data(\d{3})", local)
        if code:
            return f"{code[1]} {code[1][0]}.3.0 not now, <{envelope.rcpt_tos[0]}>"
        tell(
            mail={
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "content": envelope.content.decode("utf-8"),
                "encrypted": server.transport.get_extra_info("ssl_object") is not None,
                "user": session.auth_data.decode() if session.auth_data else None,
                "hello": session.host_name,
            }
        )
        if local == "hold":
            await asyncio.sleep(3600)
        return "250 2.0.0 taken"


def context(settings):
    if not settings.get("certificate"):
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(settings["certificate"], settings["key"])
    return made


def protocol(settings, handler):
    def authenticate(server, session, envelope, mechanism, data):
        given = (data.login.decode(), data.password.decode())
        is_right = given == (settings["user"], settings["password"])
        return AuthResult(success=is_right, handled=False, auth_data=data.login if is_right else None)

    security = settings["security"]
    return SMTP(
        handler,
        hostname="mail.test",
        tls_context=context(settings) if security == "starttls" else None,
        require_starttls=security == "starttls",
        authenticator=authenticate if settings.get("user") else None,
        auth_required=bool(settings.get("user")),
        auth_require_tls=security == "starttls",
        decode_data=False,
    )


async def recite(answers, reader, writer):
    async def answer(verb):
        if verb not in answers:
            await asyncio.sleep(3600)
        writer.write("".join(f"{line}\r\n" for line in answers[verb]).encode())
        await writer.drain()

    await answer("greeting")
    in_content = False
    while line := await reader.readline():
        text = line.decode("latin-1").rstrip("\r\n")
        tell(line=text)
        if in_content:
            if text == ".":
                in_content = False
                await answer("content")
            continue
        verb = text.split(" ")[0].upper()
        await answer(verb)
        in_content = verb == "DATA" and answers["DATA"][-1].startswith("354")
    writer.close()


async def serve(settings):
    if "raw" in settings:
        server = await asyncio.start_server(
            lambda reader, writer: recite(settings["raw"], reader, writer), "127.0.0.1", settings.get("port", 0)
        )
    else:
        handler = Handler()
        server = await asyncio.get_running_loop().create_server(
            lambda: protocol(settings, handler),
            "127.0.0.1",
            settings.get("port", 0),
            ssl=context(settings) if settings["security"] == "tls" else None,
        )
    tell(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(serve(json.loads(sys.argv[1])))
