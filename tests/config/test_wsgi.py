"""The door for web servers."""

from wsgiref.util import setup_testing_defaults

from config.wsgi import application


def test_the_application_answers(db: None) -> None:
    environ: dict[str, object] = {"PATH_INFO": "/health/live"}
    setup_testing_defaults(environ)
    said: list[str] = []

    body = b"".join(application(environ, lambda status, _headers: said.append(status)))

    assert said == ["200 OK"]
    assert body
