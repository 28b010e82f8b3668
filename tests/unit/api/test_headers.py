from ringbook.api.headers import security_headers


def connect_src(url: str) -> str:
    policy = security_headers(url)["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("connect-src"))


def test_a_secure_server_is_reached_securely() -> None:
    assert connect_src("wss://calls.example:7443") == (
        "connect-src 'self' wss://calls.example:7443 https://calls.example:7443"
    )


def test_the_cloud_may_send_the_page_to_another_region() -> None:
    assert "wss://*.livekit.cloud https://*.livekit.cloud" in connect_src("wss://a.livekit.cloud")
