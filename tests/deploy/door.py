"""deploy/nginx/nginx.conf in Debian's nginx, on ports of its own."""
from __future__ import annotations

import http.client
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Sequence

from tests.stores.servers import Missing, free_port

NGINX = pathlib.Path("deploy/nginx")


class Door:
    """A running nginx with our configuration, on ports of its own."""

    def __init__(self, folder: pathlib.Path, ports: Sequence[int] | None = None) -> None:
        """Before the bots on two ports; without ``ports`` those ports are free ones."""
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
        if program is None:
            raise Missing("nginx is not installed: apt-get install -y nginx")
        self.plain, self.tls = free_port(), free_port()
        self.ports = list(ports or (free_port(), free_port()))
        self.log = folder / "access.log"
        (folder / "tls").mkdir()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-keyout", str(folder / "tls/privkey.pem"), "-out", str(folder / "tls/fullchain.pem")],
            check=True, capture_output=True,
        )
        (folder / "guide").mkdir()
        for page in NGINX.glob("away.*"):
            shutil.copy(page, folder / "guide")
        here = {
            "/etc/nginx/": f"{folder}/", "/tmp/": f"{folder}/", "/dev/stdout": str(self.log),
            "172.30.36.11:5005": f"127.0.0.1:{self.ports[0]}", "172.30.36.12:5005": f"127.0.0.1:{self.ports[1]}",
            "listen 8080": f"listen 127.0.0.1:{self.plain}", "listen 8443": f"listen 127.0.0.1:{self.tls}",
        }
        there = re.compile("|".join(map(re.escape, here)))
        text = (NGINX / "nginx.conf").read_text()
        assert set(there.findall(text)) == set(here)
        (folder / "nginx.conf").write_text(there.sub(lambda match: here[match[0]], text))
        # As root, nginx's workers become "nobody", who must reach the folder.
        folder.chmod(0o755)
        command = [program, "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while socket.socket().connect_ex(("127.0.0.1", self.tls)) and time.monotonic() < deadline:
            time.sleep(0.05)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, token: str = "") -> tuple[int, str, dict[str, str]]:
        """One request over TLS; returns status, body and headers."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, context=ssl._create_unverified_context(), timeout=20)
        connection.request(method, path, body, {
            "Host": "guide.example.org", "Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def close(self) -> None:
        """Stop nginx."""
        self.process.terminate()
        self.process.wait()
