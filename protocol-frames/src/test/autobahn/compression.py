# The compression cases of the Autobahn suite, groups 12 and 13, for the edition of the suite that comes as a Maven plugin and
# has its engine, its permessage-deflate and its test data, but not these cases. Runs them against an echo server of ours.
#
# A case sends a thousand messages of one length, one after the other is back; each is cut from the data where the last one
# ended. In group 12 the data differ, in group 13 the offers. Python 2, run by AutobahnCompression, which sets two variables:
# directory (of the report) and what ("sample" or "all").
import sys

sys.path.append('__pyclasspath__/')

from java.lang import Thread

from autobahn.compress import PerMessageDeflateOffer, PerMessageDeflateResponse, PerMessageDeflateResponseAccept
from autobahntestsuite import case as suite
from autobahntestsuite import wstest
from autobahntestsuite.case.case import Case
from dev.socketwire.frames.autobahn import AutobahnEcho

MESSAGES = 1000

# Bytes of a message, seconds for the case, bytes of a fragment (0: whole).
SHAPES = [(16, 60, 0), (64, 60, 0), (256, 120, 0), (1024, 240, 0), (4096, 480, 0), (8192, 480, 0), (16384, 480, 0),
          (32768, 480, 0), (65536, 480, 0), (131072, 480, 0), (8192, 480, 256), (16384, 480, 256), (32768, 480, 256),
          (65536, 480, 256), (131072, 480, 256), (131072, 480, 1024), (131072, 480, 4096), (131072, 480, 32768)]

# Of each group in a sample: tiny, small, as long as two segments of TCP, and in fragments.
SAMPLE = [1, 4, 6, 11]

# File, whether it goes as binary messages.
DATA = [('data1.json', False), ('data1.html', False), ('pg2229.txt', True), ('lena512.bmp', True),
        ('10.1.1.105.5439.pdf', True)]


def offer(forget=False, bits=0):
    return PerMessageDeflateOffer(requestNoContextTakeover=forget, requestMaxWindowBits=bits)


OFFERS = [[offer()], [offer(forget=True)], [offer(bits=8)], [offer(bits=15)], [offer(forget=True, bits=8)],
          [offer(forget=True, bits=15)], [offer(forget=True, bits=8), offer(forget=True), offer()]]


class CompressionCase(Case):
    def init(self):
        self.expectedClose = {'closedByMe': True, 'closeCode': [self.p.CLOSE_STATUS_CODE_NORMAL], 'requireClean': True}
        self.suppressClose = True
        self.p.perMessageCompressionOffers = self.OFFERS
        self.p.perMessageCompressionAccept = accept
        self.at = 0
        self.sent = 0

    def onOpen(self):
        self.p.enableWirelog(False)
        self.p.autoFragmentSize = self.FRAGMENT
        if self.p._perMessageCompress is None:
            self.behavior = Case.UNIMPLEMENTED
            self.end()
        else:
            self.result = 'not all echoes within %d seconds' % self.SECONDS
            self.p.closeAfter(self.SECONDS)
            self.send()

    def onMessage(self, message, binary):
        if message != self.expected_echo or binary != self.BINARY:
            self.result = 'message %d came back changed' % self.sent
            self.end()
        elif self.sent < MESSAGES:
            self.send()
        else:
            self.behavior = Case.OK
            self.result = 'all messages came back as they were sent'
            self.end()

    def send(self):
        data = data_of(self.FILE)
        end = self.at + self.LENGTH
        self.expected_echo = (data + data[:self.LENGTH])[self.at:end] if end > len(data) else data[self.at:end]
        self.at = end % len(data)
        self.sent += 1
        self.p.sendMessage(self.expected_echo, self.BINARY)

    def end(self):
        self.p.enableWirelog(True)
        self.p.sendClose(self.p.CLOSE_STATUS_CODE_NORMAL)


def accept(response):
    if isinstance(response, PerMessageDeflateResponse):
        return PerMessageDeflateResponseAccept(response)


def data_of(name, loaded={}):
    if name not in loaded:
        loader = Thread.currentThread().getContextClassLoader()
        stream = loader.getResourceAsStream('autobahntestsuite/testdata/' + name)
        loaded[name] = stream.readAllBytes().tostring()
        stream.close()
    return loaded[name]


def define(group, title, offers, name, binary):
    suite.CaseSubCategories[group] = title
    for number, (length, seconds, fragment) in enumerate(SHAPES, 1):
        attributes = {
            'DESCRIPTION': '%d messages of %d bytes in fragments of %d (0: whole), %s' % (MESSAGES, length, fragment, title),
            'EXPECTATION': 'Every message comes back as it was, within %d seconds.' % seconds,
            'LENGTH': length, 'SECONDS': seconds, 'FRAGMENT': fragment, 'OFFERS': offers, 'FILE': name, 'BINARY': binary}
        suite.Cases.append(type('Case%s_%d' % (group.replace('.', '_'), number), (CompressionCase, object), attributes))


suite.CaseCategories['13'] = 'WebSocket Compression (different parameters)'
groups = []
for number, (name, binary) in enumerate(DATA, 1):
    groups.append('12.%d' % number)
    define(groups[-1], name, OFFERS[0], name, binary)
for number, offers in enumerate(OFFERS, 1):
    groups.append('13.%d' % number)
    define(groups[-1], ', '.join([o.getExtensionString() for o in offers]), offers, *DATA[0])

server = AutobahnEcho.start('127.0.0.1', 0)
wstest.start({'mode': 'fuzzingclient', 'debug': False}, {
    'outdir': directory,
    # Echoes are compared with what was sent, so the client need not look at each byte of them a second time, in Python.
    'options': {'failByDrop': False, 'utf8validateIncoming': False},
    'servers': [{'agent': 'socketwire', 'url': 'ws://127.0.0.1:%d' % server.port()}],
    'cases': ['%s.%d' % (group, number)
              for group in groups
              for number in (SAMPLE if what == 'sample' else range(1, len(SHAPES) + 1))],
    'exclude-cases': []})
server.close()
