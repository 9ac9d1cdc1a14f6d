/**
 * Loaded before a script that the stack starts (`node --import`): the script is asked to end when the
 * stack is gone, even by SIGKILL, so that no storage service is left behind on its data. The stack
 * holds the other end of standard input and never writes to it.
 */
const GRACE_MS = 30_000;

process.stdin.on('close', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.stdin.resume();
// Watching is no reason to go on.
if ('unref' in process.stdin) process.stdin.unref();
