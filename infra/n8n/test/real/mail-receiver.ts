import { createServer, type Server, type Socket } from 'node:net';

export type Mail = {
  readonly login: string;
  readonly from: string;
  readonly to: string;
  /** Headers and all parts, quoted-printable undone. */
  readonly content: string;
};

/** As much of SMTP (RFC 5321, AUTH PLAIN of RFC 4954) as a mailer needs to hand over a mail. */
export function createMailReceiver(): { readonly server: Server; readonly mails: Mail[] } {
  const mails: Mail[] = [];
  const server = createServer((socket) => receive(socket, (mail) => mails.push(mail)));
  return { server, mails };
}

function receive(socket: Socket, keep: (mail: Mail) => void): void {
  let pending = '';
  let isData = false;
  let [login, from, to] = ['', '', ''];
  const say = (line: string) => socket.write(`${line}\r\n`);
  const obey = (line: string): void => {
    const [, argument = ''] = /^\S+ (.*)/.exec(line) ?? [];
    if (/^EHLO/i.test(line)) say('250-here\r\n250 AUTH PLAIN');
    else if (/^AUTH PLAIN/i.test(line)) {
      login = Buffer.from(argument.slice('PLAIN '.length), 'base64').toString();
      say('235 welcome');
    } else if (/^DATA/i.test(line)) {
      isData = true;
      say('354 go on');
    } else {
      if (/^MAIL/i.test(line)) from = argument;
      if (/^RCPT/i.test(line)) to = argument;
      say(/^QUIT/i.test(line) ? '221 bye' : '250 fine');
    }
  };
  socket.setEncoding('utf8');
  // A mailer that is killed leaves as it likes.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending += chunk;
    for (;;) {
      const mark = isData ? '\r\n.\r\n' : '\r\n';
      const end = pending.indexOf(mark);
      if (end < 0) return;
      const text = pending.slice(0, end);
      pending = pending.slice(end + mark.length);
      if (!isData) obey(text);
      else {
        isData = false;
        keep({ login, from, to, content: unquoted(text) });
        say('250 taken');
      }
    }
  });
  say('220 here');
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    // A long header goes on in the next line.
    .replaceAll(/\r\n[ \t]/g, ' ')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
