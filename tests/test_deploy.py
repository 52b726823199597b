"""The recipes of docs/deploy.md for servers, in the servers themselves: they start, and send what the page says."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
from archives import PROJECT

FRAMES = "frame-ancestors 'none'"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FOR_EVER = "public, max-age=31536000, immutable"


def _recipe(language: str) -> str:
    page = (PROJECT / "docs" / "deploy.md").read_text(encoding="utf-8")
    [block] = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(block)


def _needs(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)} (Debian has them by these names)")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            for _ in range(100):
                with socket.socket() as tried:
                    if process.poll() is None and tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                process.kill()
                pytest.fail(process.communicate()[0])
            yield
        finally:
            process.terminate()


Get = Callable[[str], tuple[int, Message]]


def _getter(at: str) -> Get:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # a certificate of the test's own

    def get(path: str) -> tuple[int, Message]:
        asked = urllib.request.Request(at + path, headers={"Accept-Encoding": "gzip", "Host": "briefings.example.org"})
        try:
            with urllib.request.urlopen(asked, timeout=10, context=trusting) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers

    return get


def _sends_what_it_should(get: Get, site: Path) -> None:
    def hashed(pattern: str) -> str:
        return next(file.relative_to(site).as_posix() for file in sorted(site.glob(pattern)))

    expected = {
        "": ("text/html", FRAMES, "no-cache"),
        "briefings/strait-visit/": ("text/html", FRAMES, "no-cache"),
        "data/seeds/strait-visit.txt": ("text/plain", f"default-src 'none'; sandbox; {FRAMES}", "no-cache"),
        "pagefind/pagefind.js": ("javascript", FRAMES, "no-cache"),
        hashed("pagefind/fragment/*"): ("", FRAMES, FOR_EVER),
        hashed("pagefind/*.pf_meta"): ("", FRAMES, FOR_EVER),
        hashed("assets/javascripts/bundle.*.js"): ("javascript", FRAMES, FOR_EVER),
        "assets/archive.css": ("text/css", FRAMES, "no-cache"),
        "briefings/nobody/": ("text/html", FRAMES, "no-cache"),
    }
    for path, (kind, policy, cache) in expected.items():
        status, headers = get(path)
        assert status == (404 if "nobody" in path else 200), path
        sent_as = headers["Content-Type"] or ""
        assert kind in sent_as, path
        assert "charset=utf-8" in sent_as.lower() or not kind, path
        assert headers.get_all("Content-Security-Policy") == [policy], path
        assert headers.get_all("Cache-Control") == [cache], path
        assert {name: headers[name] for name in EVERYWHERE} == EVERYWHERE, path
        assert (headers["Content-Encoding"] == "gzip") is bool(kind), path


def test_nginx(sample_site: Path, tmp_path: Path) -> None:
    _needs("nginx", "openssl")
    port, plain = _free_port(), _free_port()
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=briefings.example.org"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    recipe = _recipe("nginx").replace("listen 80;", f"listen 127.0.0.1:{plain};")
    recipe = recipe.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;").replace("/srv/briefings", str(sample_site))
    recipe = recipe.replace("/etc/ssl/briefings.pem", str(certificate)).replace("/etc/ssl/briefings.key", str(key))
    kept = "".join(f"{name}_temp_path {tmp_path};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""  # else its workers are somebody who may not read the test's folder
    (tmp_path / "nginx.conf").write_text(
        f"{user} pid {tmp_path}/pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n{kept}{recipe}}}\n"
    )
    with _running(["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-g", "daemon off;"], port):
        _sends_what_it_should(_getter(f"https://127.0.0.1:{port}/"), sample_site)


def test_caddy(sample_site: Path, tmp_path: Path) -> None:
    _needs("caddy")
    port = _free_port()
    recipe = _recipe("caddy").replace("/srv/briefings", str(sample_site))
    recipe = recipe.replace("briefings.example.org", f"http://127.0.0.1:{port}, http://briefings.example.org:{port}", 1)
    file = tmp_path / "Caddyfile"
    file.write_text(f"{{\n    admin off\n}}\n{recipe}")
    with _running(["caddy", "run", "--config", str(file), "--adapter", "caddyfile"], port):
        _sends_what_it_should(_getter(f"http://127.0.0.1:{port}/"), sample_site)


def test_the_headers_for_cloudfront_are_those_of_the_table() -> None:
    sent = json.loads(_recipe("json"))
    security = sent["SecurityHeadersConfig"]
    [permissions] = sent["CustomHeadersConfig"]["Items"]
    table = dict(re.findall(r"^\| `([A-Z][\w-]+)` \| `(.+?)` \|", (PROJECT / "docs/deploy.md").read_text(), re.MULTILINE))
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] == table["Content-Security-Policy"] == FRAMES
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == table["Referrer-Policy"]
    assert f"max-age={security['StrictTransportSecurity']['AccessControlMaxAgeSec']}" == table["Strict-Transport-Security"]
    assert permissions["Value"] == table["Permissions-Policy"]
    assert {name: table[name] for name in EVERYWHERE} == EVERYWHERE
