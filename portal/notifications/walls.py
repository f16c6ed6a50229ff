"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "notifications_timerrun": "when each timer ran last: times, about nobody",
    "notifications_mailserver": "whether the mail server takes mails, in its own words: about nobody",
    "notifications_permit": "how many mails left in the last minute: a number, about nobody",
}
