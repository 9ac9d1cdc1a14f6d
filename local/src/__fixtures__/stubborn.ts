// Says that it runs, and does not mind SIGTERM.
process.on('SIGTERM', () => process.stdout.write('asked to stop\n'));
process.stdout.write('running\n');
setInterval(() => {}, 1000);
