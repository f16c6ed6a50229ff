#!/usr/bin/env bash
# Finding: sendmail 8.17.1.9 reports "User unknown", status 5.1.1, where the other server refused the content, 5.7.1.
#
# Input: a mail to a server that answers RCPT with "550 5.7.1 Message rejected due to content restrictions", as servers do
# whose policy is against a mail. The report that comes back says `Status: 5.1.1` (RFC 3463: bad destination mailbox) and, in its
# text, "550 5.1.1 … User unknown"; the other server's own code stands in `Diagnostic-Code` alone. Of "552 5.2.2 mailbox full" it
# reports 5.2.2. So a program that decides by `Status`, as RFC 3464 invites to, takes a living address for a dead one.
# Needs root, Debian 12 (amd64) and its package archive; sends nothing beyond this machine.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$sink" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get download -q sendmail-bin sendmail-base sendmail-cf sensible-mda liblockfile1 libsasl2-2 libwrap0 libdb5.3 libldap-2.5-0 m4 libsigsegv2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
dpkg-deb -f sendmail-bin_*.deb Version | grep -qF 8.17.1.9
libraries=$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries

cat > sink.py <<'PYTHON'
"""Refuses mail to policy@ and full@, and keeps what comes back."""
import socketserver


class Server(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 other.example ESMTP\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if b"<policy@" in line and verb == b"RCPT":
                answer = b"550 5.7.1 Message rejected due to content restrictions"
            elif b"<full@" in line and verb == b"RCPT":
                answer = b"552 5.2.2 Mailbox full"
            elif verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                with open("returned", "ab") as file:
                    while (part := self.rfile.readline()) not in {b".\r\n", b""}:
                        file.write(part)
                answer = b"250 2.0.0 kept"
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                answer = b"250 ok"
            self.wfile.write(answer + b"\r\n")


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server) as server:
    open("port", "w").write(str(server.server_address[1]))
    server.serve_forever()
PYTHON
python3 sink.py &
sink=$!
while [ ! -s port ]; do sleep 0.1; done

cat > small.mc <<MC
include(\`$folder/root/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(\`linux')dnl
undefine(\`confHOST_STATUS_DIRECTORY')dnl
define(\`SMART_HOST', \`esmtp:[127.0.0.1]')dnl
define(\`ESMTP_MAILER_ARGS', \`TCP \$h $(cat port)')dnl
define(\`QUEUE_DIR', \`$folder/queue')dnl
define(\`ALIAS_FILE', \`')dnl
define(\`STATUS_FILE', \`')dnl
define(\`confPID_FILE', \`$folder/pid')dnl
define(\`confDOMAIN_NAME', \`mail.example.org')dnl
define(\`confDONT_BLAME_SENDMAIL', \`GroupWritableDirPathSafe')dnl
define(\`confTRUSTED_USERS', \`root')dnl
define(\`confSERVICE_SWITCH_FILE', \`$folder/switch')dnl
FEATURE(\`nocanonify')dnl
MAILER(\`local')dnl
MAILER(\`smtp')dnl
MC
(cd root/usr/share/sendmail/cf && "$folder/root/usr/bin/m4" -D_CF_DIR_="$folder/root/usr/share/sendmail/cf/" "$folder/small.mc") > small.cf
echo 'hosts files' > switch
mkdir -m 700 queue
for name in policy full; do
  printf 'From: us@example.org\nTo: %s@other.example\nSubject: hello\n\nHello.\n' "$name" |
    unshare --uts sh -c 'hostname mail.example.org && exec "$@"' - root/usr/libexec/sendmail/sendmail -C "$folder/small.cf" -odi -oem -f us@example.org "$name@other.example" || true
done
for _ in $(seq 100); do [ "$(grep -c '^Status:' returned 2>/dev/null || true)" = 2 ] && break; sleep 0.2; done

grep -E '^(Final-Recipient|Action|Status|Diagnostic-Code):' returned
python3 - <<'PYTHON'
import re

reports = re.findall(r"Final-Recipient: RFC822; (\w+)@.*?Status: (\S+).*?Diagnostic-Code: SMTP; (\d+ \S+)", open("returned").read(), re.S)
found = {name: (status, answer) for name, status, answer in reports}
assert found["full"] == ("5.2.2", "552 5.2.2"), found
assert found["policy"] == ("5.1.1", "550 5.7.1"), found
print("as found: what the other server calls a matter of policy is reported as an unknown user")
PYTHON
