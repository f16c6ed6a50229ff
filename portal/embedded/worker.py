"""The demo's worker with beat as a thread of it: `python -m portal.embedded.worker`. In production each is a process."""

from celery.beat import EmbeddedService

from portal.celery import app

WORKER = ["--quiet", "worker", "--pool", "threads", "--concurrency", "2", "-l", "WARNING"]


def main() -> None:
    """Work until the process is told to stop; the thread of beat ends with it."""
    beat = EmbeddedService(app, thread=True)
    beat.start()
    app.worker_main(WORKER)


if __name__ == "__main__":
    main()
