#!/usr/bin/env python3
"""Loads our server and its peers side by side and writes docs/performance.md. Started by bin/bench, which builds them all.

Servers are pinned to core 0, the load to core 1. All servers stay up during a run, so that each is measured warm and close in
time to the others; what counts is what one CPU second of the server does, and its ratio to the others in the same run.
"""
import argparse, json, os, platform, re, signal, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
HOUSE = os.path.abspath(os.path.join(HERE, '..', '..'))
BUILD = os.path.join(HOUSE, 'benchmarks', 'target', 'load')
LOAD = os.path.join(BUILD, 'sioload')
JAVA = os.path.join(os.environ['JAVA_HOME'], 'bin', 'java') if os.environ.get('JAVA_HOME') else 'java'
OURS = os.path.join(HOUSE, 'bin', 'bench-server')

FLOOR, BEST = 'bare Netty', 'the best peer'
PEERS = ['Node socket.io 4.8.4', 'netty-socketio 2.0.14', 'Bun engine']


def java(peer, main):
    return f"{JAVA} -Xmx2g -cp '{BUILD}/peers/{peer}/target/peer.jar:{BUILD}/peers/{peer}/target/lib/*' {main}"


# name: (command, port, is it a JVM)
SERVERS = {
    'bare C': (f'{BUILD}/limit {{port}}', 3201, False),
    FLOOR: (java('netty-limit', 'NettyLimit') + ' {port} epoll', 3202, True),
    PEERS[0]: (f'node --expose-gc {BUILD}/peers/node/server.js {{port}}', 3203, False),
    PEERS[1]: (java('netty-socketio', 'Peer') + ' {port}', 3204, True),
    PEERS[2]: (f'{BUILD}/peers/bun/node_modules/.bin/bun {BUILD}/peers/bun/server.mjs {{port}}', 3205, False),
    'Socketwire inline': (OURS + ' --inline --transport epoll {port}', 3206, True),
    'Socketwire io_uring': (OURS + ' --inline --transport io_uring {port}', 3207, True),
    'Socketwire lanes': (OURS + ' --lanes --transport epoll {port}', 3208, True),
}
US, URING, LANES = 'Socketwire inline', 'Socketwire io_uring', 'Socketwire lanes'


class Row:
    """A scenario: its load, who takes part, the goals as (of whom, ratio, to whom), seconds to warm up a JVM, and how many rounds
    more than the others it needs, because its figures swing with the kernel's."""

    def __init__(self, title, load, servers, goals, jit=4, more=0):
        self.title, self.load, self.servers, self.goals, self.jit, self.more = title, load, servers, goals, jit, more


ALL = [FLOOR, *PEERS, US]
ROWS = {
    'echo1': Row('echo with ack, 100 clients, 1 in flight, 32 B', 'echo -n 100 -k 1 -b 32', [*ALL, LANES],
                 [(US, 0.85, FLOOR)]),
    'echo8': Row('echo with ack, 1,000 clients, 8 in flight, 32 B', 'echo -n 1000 -k 8 -b 32', [*ALL, LANES],
                 [(US, 0.45, FLOOR), (US, 2, BEST)]),
    'echo16k': Row('echo with ack, 16 KiB', 'echo -n 100 -k 1 -b 16384', [*ALL, LANES], [(US, 0.5, FLOOR), (US, 1.5, BEST)]),
    'bcast1k': Row('broadcast of 64 B to 1,000 (deliveries)', 'broadcast -n 1000 -b 64', ['bare C', *ALL, URING],
                   [(US, 0.95, FLOOR), (URING, 1, 'bare C')], more=1),
    'bcast5k': Row('broadcast of 64 B to 5,000 (deliveries)', 'broadcast -n 5000 -b 64', ALL, [(US, 0.95, FLOOR)]),
    'connect': Row('connections set up', 'connect -n 5000', ALL, [(US, 0.6, FLOOR)], jit=10),
    'polling': Row('polling echo, 100 clients', 'polling -n 100 -k 1 -b 32', [*PEERS, US], [(US, 2, BEST)]),
    'open': Row('echo at a fixed 10,000/s', 'echo -n 100 -k 16 -b 32 -r 10000 --spin', ALL, [], more=2),
    'idle': Row('idle connections, 19,500 held', 'idle -n 19500', [FLOOR, PEERS[1], US], []),
}


class Server:
    def __init__(self, name):
        command, self.port, self.jvm = SERVERS[name]
        self.name = name
        self.log = os.path.join(tempfile.mkdtemp(prefix='bench-'), 'server.log')
        with open(self.log, 'w') as out:
            self.process = subprocess.Popen(f'exec taskset -c 0 {command.format(port=self.port)}', shell=True, cwd=BUILD,
                                            stdout=out, stderr=subprocess.STDOUT)
        for _ in range(300):
            if 'ready' in open(self.log).read():
                return
            time.sleep(0.1)
        sys.exit(f'{name} did not start: {open(self.log).read()}')

    def load(self, arguments, warmup, seconds, hook=None):
        command = ['taskset', '-c', '1', LOAD, *arguments.split(), '-p', str(self.port), '--pid', str(self.process.pid),
                   '-w', str(warmup), '-d', str(seconds), '--label', self.name]
        done = subprocess.run(command + (['--hook', hook] if hook else []), capture_output=True, text=True)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            result = {}
        result['trouble'] = done.returncode not in (0, 3) or 'server' not in result
        if result['trouble']:
            print(f'  {self.name}: {done.stderr.strip()[-200:]}', file=sys.stderr)
        return result

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def heap_used(path):
    used = []
    for part in re.split(r'^\d+:\n', open(path).read(), flags=re.M)[1:]:
        lines = [line for line in part.splitlines() if 'space' not in line.lower() or 'region' in line]
        used.append(sum(int(k) for line in lines for k in re.findall(r'total \d+K, used (\d+)K', line)))
    return used


def measure(args):
    keys = args.only.split(',') if args.only else list(ROWS)
    hot = [key for key in keys if key != 'idle']
    results = {key: {} for key in keys}
    names = [name for name in SERVERS if any(name in ROWS[key].servers for key in hot)]
    servers = {name: Server(name) for name in names}
    for name, server in servers.items():
        print(f'warming up: {name}', file=sys.stderr)
        for key in hot:
            if name in ROWS[key].servers:
                server.load(ROWS[key].load, ROWS[key].jit * args.jit if server.jvm else 1, 1)
    most = args.rounds + max((ROWS[key].more for key in hot), default=0)
    for round_ in range(most):
        for key in (key for key in hot if round_ < args.rounds + ROWS[key].more):
            print(f'round {round_ + 1} of {args.rounds + ROWS[key].more}: {ROWS[key].title}', file=sys.stderr)
            for name in ROWS[key].servers:
                results[key].setdefault(name, []).append(servers[name].load(ROWS[key].load, args.warmup, args.seconds))
    for server in servers.values():
        server.stop()
    if 'idle' in keys:
        # Once: memory hardly differs from run to run. What a server takes for itself with its first clients is no client's.
        for name in ROWS['idle'].servers:
            print(f'idle: {name}', file=sys.stderr)
            server = Server(name)
            server.load('connect -n 500', 3, 1)
            heap = server.log + '.heap'
            open(heap, 'w').close()
            pid = server.process.pid
            hook = f'jcmd {pid} GC.run >/dev/null && jcmd {pid} GC.heap_info >>{heap}'
            result = server.load(ROWS['idle'].load, 4, 4, hook)
            result['heap'] = heap_used(heap)
            results['idle'].setdefault(name, []).append(result)
            server.stop()
    return results


def per_cpu_second(runs):
    values = [run['server']['msgs_per_cpu_s'] for run in runs if not run['trouble']]
    return statistics.median(values) if values else None


def short(value):
    if value is None:
        return '–'
    return f'{value / 1e6:.2f}M' if value >= 1e6 else f'{value / 1e3:.0f}k' if value >= 1e5 else f'{value / 1e3:.1f}k'


def verdicts(row, figures):
    """Each goal as (text, met)."""
    for whose, least, whom in row.goals:
        base = max((figures.get(peer) or 0 for peer in PEERS), default=0) if whom == BEST else figures.get(whom)
        mine = figures.get(whose)
        if not base or not mine:
            yield f'{whose}: not measured', False
            continue
        ratio = mine / base
        who = 'io_uring: ' if whose == URING else ''
        yield f'{who}{ratio:.2f} of {whom} (goal {least})', ratio >= least


def lanes_goal(version):
    """Lanes are virtual threads from Java 21 on, and cost less there."""
    major = int(re.search(r'"(\d+)', version).group(1))
    return 0.6 if major >= 21 else 0.5


def table(results):
    lines = ['| Work (per CPU second of the server) | ' + ' | '.join(SERVERS) + ' | ratios |', '|---' * (len(SERVERS) + 2) + '|']
    met = []
    for key, by_server in results.items():
        if key in ('idle', 'open'):
            continue
        figures = {name: per_cpu_second(runs) for name, runs in by_server.items()}
        goals = list(verdicts(ROWS[key], figures))
        if LANES in figures and figures[LANES] and figures.get(US):
            ratio, least = figures[LANES] / figures[US], lanes_goal(java_version())
            goals.append((f'lanes: {ratio:.2f} of inline (goal {least})', ratio >= least))
        met += [ok for _, ok in goals]
        cells = [short(figures.get(name)) if name in figures else '' for name in SERVERS]
        marks = '; '.join(('**' + text + '**') if ok else text + ' ✗' for text, ok in goals)
        lines.append(f'| {ROWS[key].title} | ' + ' | '.join(cells) + f' | {marks} |')
    return lines, met


def latency(results):
    lines, met = ['| ' + ROWS['open'].title + ' | p50, ms | p99, ms |', '|---|---|---|'], []
    at = {}
    for name, runs in results['open'].items():
        good = [run for run in runs if not run['trouble']]
        if good:
            at[name] = [statistics.median(run['latency_us'][q] for run in good) / 1000 for q in ('p50', 'p99')]
            lines.append(f'| {name} | {at[name][0]:.2f} | {at[name][1]:.2f} |')
    peers = [at[name] for name in PEERS if name in at]
    if US in at and peers:
        met = [at[US][i] <= min(peer[i] for peer in peers) for i in (0, 1)]
    return lines, met


def memory(results):
    lines, met = ['| ' + ROWS['idle'].title + ' | RSS each, B | heap after GC each, B |', '|---|---|---|'], []
    for name, runs in results['idle'].items():
        good = [run for run in runs if not run['trouble']]
        if not good:
            continue
        rss = statistics.median(run['server']['rss_per_conn'] for run in good)
        heaps = [(run['heap'][1] - run['heap'][0]) * 1024 / run['conns'] for run in good if len(run['heap']) > 1]
        heap = statistics.median(heaps) if heaps else 0
        lines.append(f'| {name} | {rss:.0f} | {heap:.0f} |')
        if name == US:
            met = [rss <= 3072, heap <= 2560]
    return lines, met


def plot(results):
    """One group of bars for each row, each bar a server in multiples of the best peer."""
    keys = [key for key in results if key not in ('idle', 'open')]
    shown = [*PEERS, FLOOR, US]
    colours = ['#9aa5b1', '#7b8794', '#cbd2d9', '#f0b429', '#0b69a3']
    height, width, bar = 60 + 116 * len(keys), 860, 15
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="#fff"/>',
           '<text x="16" y="26" font-size="16" fill="#102a43">Work per CPU second of the server, the best peer is 1</text>']
    y = 46
    for key in keys:
        figures = {name: per_cpu_second(runs) for name, runs in results[key].items()}
        best = max((figures.get(peer) or 0 for peer in PEERS), default=0) or 1
        most = max([(figures.get(name) or 0) / best for name in shown] + [1])
        out.append(f'<text x="16" y="{y + 12}" fill="#102a43" font-weight="bold">{ROWS[key].title}</text>')
        y += 18
        for name, colour in zip(shown, colours):
            if figures.get(name):
                length = 470 * figures[name] / best / most
                out.append(f'<text x="16" y="{y + 12}" fill="#486581">{name}</text>')
                out.append(f'<rect x="190" y="{y + 1}" width="{length:.0f}" height="{bar - 3}" fill="{colour}"/>')
                out.append(f'<text x="{196 + length:.0f}" y="{y + 12}" fill="#486581">{figures[name] / best:.2f}</text>')
                y += bar + 2
        y += 12
    return '\n'.join(out + ['</svg>\n'])


def java_version():
    said = subprocess.run([JAVA, '-version'], capture_output=True, text=True).stderr
    return next(line for line in said.splitlines() if ' version "' in line)


def machine():
    model = next((line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')), '?')
    memory_kib = int(next(line.split()[1] for line in open('/proc/meminfo') if line.startswith('MemTotal')))
    node = subprocess.run(['node', '--version'], capture_output=True, text=True).stdout.strip()
    return (f'{os.cpu_count()} × {model}, {memory_kib / 1048576:.0f} GiB, Linux {platform.release()}, {java_version()}, Node {node}. '
            'Server on one core, load on the other.')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--only', help='rows, by ' + ','.join(ROWS))
    parser.add_argument('--jit', type=float, default=1, help='factor of the warm-up of a JVM, which is 4 s in most rows')
    parser.add_argument('--warmup', type=float, default=1)
    parser.add_argument('--seconds', type=float, default=2)
    parser.add_argument('--write', action='store_true', help='write docs/performance.md and its plot')
    args = parser.parse_args()
    results = measure(args)
    lines, met = table(results)
    for key, report in (('open', latency), ('idle', memory)):
        if key in results:
            more, also = report(results)
            lines += ['', *more]
            met += also
    lines += ['', f'Goals met: {sum(met)} of {len(met)}. Medians of {args.rounds} interleaved rounds, of some more to 1,000 and at the fixed rate. {machine()}']
    print('\n'.join(lines))
    if args.write:
        page = os.path.join(HOUSE, 'docs', 'performance.md')
        text = open(page).read()
        begin, end = '<!-- figures -->', '<!-- end of figures -->'
        head, rest = text.split(begin)
        open(page, 'w').write(head + begin + '\n' + '\n'.join(lines) + '\n' + end + rest.split(end)[1])
        open(os.path.join(HOUSE, 'docs', 'performance.svg'), 'w').write(plot(results))


main()
