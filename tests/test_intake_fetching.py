"""Only public machines are asked, whatever leads to others; nothing too large or too slow is waited for; what comes is read."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from small_site import INNER, NEWS, PUBLIC, Answer, Site, answer, moved, small_site

from sandtable.intake import Intake, Refusal, is_web_address, read_address
from sandtable.intake.addresses import is_public, parse_address
from sandtable.intake.connecting import look_up
from sandtable.intake.fetching import Reach, fetch
from sandtable.intake.outcome import Fetched, Unreadable

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Euphrates Wire</title>
<item><title>One</title><link>https://wire.example/1</link><pubDate>Sat, 14 Oct 2017 10:00:00 GMT</pubDate>
<description>The army took Mayadin on Saturday.</description></item>
<item><title>Two</title><description>The group left for the desert.</description></item></channel></rss>"""


def got(site: Site, path: str = "/", **changed: object) -> Fetched:
    """What is fetched."""
    found = fetch(site.at(path), site.reach(**changed))
    assert isinstance(found, Fetched), found
    return found


def refused(given: str, reach: Reach | None = None) -> str:
    """Why nothing is fetched."""
    found = fetch(given, reach or Reach(look_up=nobody))
    assert isinstance(found, Refusal), found
    assert found.source == given.strip()
    return found.reason


def nobody(host: str) -> list[str]:
    """A look-up that must not be made."""
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "93.184.216.34", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.167.255.255",
        "198.17.255.255", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2400:cb00:2048:1::c629:d7a2",
    ],
)  # fmt: skip
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.1.2.3",
        "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
        "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0",
        "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1",
        "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "2606:4700::1111%eth0",
    ],
)  # fmt: skip
def test_all_others_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.1.", "localhost", "LOCALHOST",
        "localhost.", "0", "0.0.0.0", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]",
        "127。0。0。1", "127.0.0.1", "①②⑦.0.0.1", "ⓛocalhost", "169.254.169.254", "[fe80::1]", "10.1.2.3",
        "192.168.1.1",
    ],
)  # fmt: skip
def test_no_way_of_writing_it_reaches_this_machine(host: str) -> None:
    """With the resolver and the rule as they are."""
    assert "not on the public internet" in refused(f"http://{host}/", Reach())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "begin with http"), ("news", "begin with http"), ("ftp://public.test/", "begin with http"), ("file:///etc/passwd", "begin with http"),
        ("gopher://public.test:80/", "begin with http"), ("javascript:alert(1)", "begin with http"), ("//public.test/", "begin with http"),
        ("http://ada:secret@public.test/", "password"), ("http://public.test@127.0.0.1/", "password"), ("http://@public.test/", "password"),
        ("http://public.test\\@127.0.0.1/", "password"), ("http:///x", "no host"), ("http://", "no host"), ("http://?x", "no host"),
        ("http://[::1/", "well formed"), ("http://[not]/", "well formed"), ("http://public.test:99999/", "well formed"), ("http://public.test:x/", "well formed"),
        ("http://[fe80::1%25eth0]/", "no host"), ("http://a b.test/", "spaces"), ("http://public.test/\r\nHost: x", "spaces"), ("http://public.test/\0", "spaces"),
        ("http://public.test\t/", "spaces"), ("http://" + "a" * 300 + ".test/", "no host"), ("http://public.test/" + "a" * 3000, "longer"), ("http://exa<mple/", "no host"),
        ("http://public.test:22/", "port 22"), ("https://public.test:25/", "port 25"), ("http://public.test:6379/", "port 6379"), ("http://public.test:0/", "port 0"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_before_anybody_is_asked(given: str, says: str) -> None:
    assert says in refused(given)


def test_an_address_is_taken_apart_once() -> None:
    assert str(parse_address(" HTTPS://News.Example:443/a b".replace(" b", "/ä?q=ü#part"))) == (
        "https://news.example/a/%C3%A4?q=%C3%BC"
    )
    assert str(parse_address("http://bücher.example:8080")) == "http://xn--bcher-kva.example:8080/"
    assert (
        str(parse_address("../b?c", parse_address("http://news.example/x/y/z")))
        == "http://news.example/x/b?c"
    )
    assert (
        str(parse_address("//other.example/", parse_address("https://news.example/x")))
        == "https://other.example/"
    )
    with pytest.raises(Unreadable):
        parse_address("file:///etc/passwd", parse_address("http://news.example/"))
    assert is_web_address("HTTPS://x") and not is_web_address("https:/x") and not is_web_address("httpsx://")


def test_a_page_is_fetched_without_anything_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    cookie = answer(status="302 Found", Location="/news?a=1#part", Set_Cookie="a=b; Path=/")
    with small_site({"/": cookie, "/news": answer(NEWS, Content_Type="Text/HTML; charset=utf-8")}) as site:
        found = got(site)
        assert found == Fetched(site.at("/news?a=1"), NEWS, "text/html", "utf-8")
        assert [head.splitlines()[0] for head in site.asked] == ["GET / HTTP/1.1", "GET /news?a=1 HTTP/1.1"]
        for head in site.asked:
            names = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
            assert names == {
                "host",
                "user-agent",
                "accept",
                "accept-language",
                "accept-encoding",
                "connection",
            }
            assert f"Host: public.test:{site.port}\r\n" in head and "User-Agent: sandtable/" in head


@pytest.mark.parametrize("host", ["inner.test", "both.test", INNER, "[::1]"])
def test_what_is_not_public_is_not_connected_to(host: str) -> None:
    def literal(name: str) -> list[str]:
        return [name] if name[0] in "1:" else look_up_in_tests(name)

    with small_site({"/": answer(NEWS)}, "0.0.0.0") as site:
        for path in ("/", "/x"):
            assert "not on the public internet" in refused(site.at(path, host), site.reach(look_up=literal))
        assert site.asked == []


def look_up_in_tests(name: str) -> list[str]:
    """As `small_site` has it."""
    return {"inner.test": [INNER], "both.test": [PUBLIC, INNER]}[name]


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_a_redirect_to_what_is_not_public_is_not_followed(status: str) -> None:
    with small_site({}, "0.0.0.0") as site:
        site.answers["/"] = moved(site.at("/secret", "inner.test"), status)
        site.answers["/secret"] = answer(b"the secret")
        assert "not on the public internet" in refused(site.at(), site.reach())
        assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("file:///etc/passwd", "begin with http"), ("http://ada:x@public.test/", "password"), ("http://public.test:22/", "port 22"),
        ("http://[::1/", "well formed"), ("gopher://public.test/", "begin with http"), ("http://unknown.test:PORT/", "not known"),
    ],
)  # fmt: skip
def test_every_redirect_is_checked_as_the_first_address(where: str, says: str) -> None:
    with small_site({}) as site:
        site.answers["/"] = moved(where.replace("PORT", str(site.port)))
        assert says in refused(site.at(), site.reach())


def test_a_name_that_answers_otherwise_the_next_time_gains_nothing() -> None:
    """DNS rebinding: looked up once a connection, and what was checked is what is connected to."""
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) % 2 else [INNER]

    with small_site({"/": answer(b"public")}) as site, socket.create_server((INNER, site.port)) as inner:
        inner.settimeout(0.2)
        assert got(site, look_up=rebinding).body == b"public"
        assert asked == ["public.test"]
        with pytest.raises(TimeoutError):
            inner.accept()
        site.answers["/again"] = moved("/")
        asked.clear()
        assert "not on the public internet" in refused(site.at("/again"), site.reach(look_up=rebinding))
        assert len(asked) == 2, "the second connection has its own look-up, and its own check"


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    hops: dict[str, Answer] = {f"/{n}": moved(f"/{n + 1}") for n in range(6)}
    with small_site(hops | {"/6": answer(b"the end")}) as site:
        assert got(site, "/1").body == b"the end"
        assert "more than 5 times" in refused(site.at("/0"), site.reach())
        site.answers["/round"] = moved("/round")
        assert "more than 5 times" in refused(site.at("/round"), site.reach())


def drip() -> Iterator[bytes]:
    """A header that has no end."""
    yield b"HTTP/1.1 200 OK\r\nX-Long: "
    while True:
        time.sleep(0.05)
        yield b"x"


def drip_body() -> Iterator[bytes]:
    """A body of a byte now and then."""
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    while True:
        time.sleep(0.05)
        yield b"x"


def drip_early() -> Iterator[bytes]:
    """One answer before the answer after another."""
    while True:
        time.sleep(0.05)
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n"


def silence() -> Iterator[bytes]:
    """Nothing at all."""
    time.sleep(60)
    yield b""


def hop() -> Iterator[bytes]:
    """A slow redirect to itself: the time is over all, not for each."""
    time.sleep(0.3)
    yield moved("/")


@pytest.mark.parametrize("slow", [drip, drip_body, drip_early, silence, hop])
def test_the_time_is_over_all(slow: Answer) -> None:
    with small_site({"/": slow}) as site:
        assert "within 1 seconds" in refused(site.at(), site.reach(seconds=1.0))


def test_a_look_up_that_hangs_is_given_up() -> None:
    free = threading.Event()

    def hang(_host: str) -> list[str]:
        free.wait(60)
        return [PUBLIC]

    with small_site({"/": answer(NEWS)}) as site:
        assert "within 0.5 seconds" in refused(site.at(), site.reach(look_up=hang, seconds=0.5))
        assert site.asked == []
    free.set()


def test_a_secure_connection_that_hangs_is_given_up() -> None:
    with socket.create_server((PUBLIC, 0)) as dumb:
        site = Site(dumb.getsockname()[1])
        told = refused(f"https://public.test:{site.port}/", site.reach(seconds=0.5))
    assert "within 0.5 seconds" in told


def endless() -> Iterator[bytes]:
    """A body without a length and without an end."""
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    for _ in itertools.count():
        yield b"x" * 60_000


def test_ten_megabytes_are_taken_and_a_byte_more_is_not() -> None:
    most = Reach().size
    assert most == 10_000_000
    with small_site(
        {"/": answer(b"x" * most), "/more": answer(b"x" * (most + 1)), "/endless": endless}
    ) as site:
        assert len(got(site).body) == most
        assert "larger than 10 MB" in refused(site.at("/more"), site.reach())
        assert "larger than 10 MB" in refused(site.at("/endless"), site.reach())
        site.answers["/said"] = answer(b"x", Content_Length=str(most + 1))
        assert "larger than 10 MB" in refused(site.at("/said"), site.reach())


def test_what_is_packed_is_measured_unpacked_too() -> None:
    squeeze = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(squeeze.compress(bytes(1_000_000)) for _ in range(300)), squeeze.flush()])
    assert len(bomb) < 1_000_000
    twice = gzip.compress(b"x" * 4_000_000) * 3
    just = gzip.compress(b"x" * 10_000_000)
    with small_site({}) as site:
        for path, body in {"/bomb": bomb, "/twice": twice, "/just": just}.items():
            site.answers[path] = answer(body, Content_Encoding="gzip")
        assert "larger than 10 MB" in refused(site.at("/bomb"), site.reach())
        assert "larger than 10 MB" in refused(site.at("/twice"), site.reach())
        assert got(site, "/just").body == b"x" * 10_000_000


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        (answer(NEWS, Content_Encoding="gzip"), "it is not"), (answer(gzip.compress(NEWS)[:-9], Content_Encoding="gzip"), "broke off"),
        (answer(NEWS, Content_Encoding="br"), "not asked for"), (answer(NEWS, Content_Encoding="gzip, gzip"), "not asked for"),
        (answer(NEWS, Content_Length="99999"), "broke off"), (b"SSH-2.0-OpenSSH_9.2\r\n", "HTTP"), (b"", "broke off"),
        (answer(status="404 Not Found"), "404 Not Found"), (answer(status="500 <b>x"), "500 Internal Server Error"), (answer(status="599 x"), "599"),
        (answer(status="302 Found"), "302 Found"), (answer(status="304 Not Modified"), "304"), (answer(status="101 Switching"), "HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(30_000)), "HTTP"), (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "HTTP"),
    ],
)  # fmt: skip
def test_a_server_that_answers_badly_is_told_in_a_line(whole: bytes, says: str) -> None:
    with small_site({"/": whole}) as site:
        told = refused(site.at(), site.reach())
        assert says in told and "\n" not in told and "<" not in told


def test_a_server_that_is_not_there_is_told() -> None:
    with small_site({}) as site:
        reach, at = site.reach(), site.at()
    assert "cannot be reached (Connection refused)" in refused(at, reach)
    assert "not known" in refused(site.at(host="unknown.test"), reach)


def test_of_several_addresses_the_next_is_tried() -> None:
    with small_site({"/": answer(b"here")}) as site:
        found = fetch(site.at(), site.reach(look_up=lambda _: [INNER, PUBLIC], allowed=lambda _: True))
        assert isinstance(found, Fetched) and found.body == b"here"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for public.test, and its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=public.test",
         "-addext", "subjectAltName=DNS:public.test", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl made no certificate")
    whole = folder / "whole.pem"
    whole.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return whole


def test_certificates_are_verified_for_the_name_and_not_for_the_address(certificate: Path) -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    names: list[str | None] = []
    ours.sni_callback = lambda _socket, name, _context: names.append(name)

    def trusting() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate))

    def everywhere(_host: str) -> list[str]:
        return [PUBLIC]

    with small_site({"/": answer(b"secure")}, tls=ours) as site:
        at = f"https://public.test:{site.port}/"
        found = fetch(at, site.reach(tls=trusting))
        assert isinstance(found, Fetched) and found.body == b"secure" and names == ["public.test"]
        assert "certificate does not hold" in refused(at, site.reach())
        other = f"https://other.test:{site.port}/"
        assert "certificate does not hold" in refused(other, site.reach(tls=trusting, look_up=everywhere))
        assert len(site.asked) == 1


def test_a_server_that_speaks_in_clear_is_no_secure_one() -> None:
    def speak(listening: socket.socket) -> None:
        with listening.accept()[0] as talking:
            talking.recv(1)
            talking.sendall(answer(status="400 Bad Request"))

    with socket.create_server((PUBLIC, 0)) as plain:
        threading.Thread(target=speak, args=(plain,), daemon=True).start()
        site = Site(plain.getsockname()[1])
        assert "no secure connection" in refused(f"https://public.test:{site.port}/", site.reach())


def read(site: Site, path: str = "/", **options: str) -> list[Intake | Refusal]:
    """What is read at an address."""
    return list(read_address(site.at(path), reach=site.reach(), **options))  # type: ignore[arg-type]


def test_a_page_is_read_and_known_by_where_it_was_fetched_from() -> None:
    with small_site({"/": moved("/a"), "/a": answer(NEWS, Content_Type="text/html")}) as site:
        [found] = read(site)
        assert isinstance(found, Intake)
        report = found.report
        assert (report.title, report.url, report.publisher) == (
            "Army takes Mayadin",
            site.at("/a"),
            "public.test",
        )
        assert report.text.startswith("The army took Mayadin") and found.source == site.at("/a")
        [named] = read(site, publisher="Harbour Post")
        assert isinstance(named, Intake) and named.report.publisher == "Harbour Post"


def test_a_page_may_say_its_own_address_but_not_another_hosts() -> None:
    def saying(link: str) -> bytes:
        return answer(NEWS.replace(b"</head>", f'<link rel="canonical" href="{link}"></head>'.encode()))

    with small_site({"/other": saying("https://reuters.example/1")}) as site:
        site.answers["/own"] = saying(f"http://www.public.test:{site.port}/news/1")
        [own], [other] = read(site, "/own"), read(site, "/other")
        assert isinstance(own, Intake) and own.report.url == f"http://www.public.test:{site.port}/news/1"
        assert isinstance(other, Intake) and other.report.url == site.at("/other")
        assert other.report.publisher == "public.test"
        [warning] = [w for w in other.warnings if w.code == "address"]
        assert "reuters.example" in warning.message


def test_a_feed_gives_its_entries_and_no_link_is_followed() -> None:
    with small_site({"/feed": answer(RSS, Content_Type="application/rss+xml")}) as site:
        one, two = read(site, "/feed")
        assert isinstance(one, Intake) and isinstance(two, Intake)
        assert (one.report.title, one.report.publisher, one.report.url) == (
            "One",
            "Euphrates Wire",
            "https://wire.example/1",
        )
        assert two.report.url is None and len(site.asked) == 1


def test_text_and_what_a_server_says_of_its_letters() -> None:
    cyrillic = "Армия взяла Маядин в субботу".encode("cp1251")
    with small_site({}) as site:
        site.answers["/report"] = answer(b"The army took Mayadin on Saturday.", Content_Type="text/plain")
        site.answers["/letters"] = answer(cyrillic, Content_Type="text/plain; charset=windows-1251")
        site.answers["/lies"] = answer(cyrillic, Content_Type='text/plain; charset="undefined"')
        site.answers["/bare"] = answer(b"<p>The army took Mayadin", Content_Type="text/html")
        [plain], [letters], [lies], [bare] = (
            read(site, f"/{p}") for p in ("report", "letters", "lies", "bare")
        )
        assert isinstance(plain, Intake) and plain.report.url == site.at("/report")
        assert isinstance(letters, Intake) and letters.report.text.startswith("Армия")
        assert "encoding" not in {w.code for w in letters.warnings}
        assert isinstance(lies, Intake) and "encoding" in {w.code for w in lies.warnings}
        assert isinstance(bare, Intake) and bare.report.text == "The army took Mayadin"
        site.answers["/empty"] = answer(b"  ")
        [empty] = read(site, "/empty")
        assert isinstance(empty, Refusal) and empty.reason == "it is empty"


def test_this_machines_resolver_is_asked() -> None:
    assert set(look_up("localhost")) <= {"127.0.0.1", "::1"}
    with pytest.raises(OSError):
        look_up("a" * 300)
