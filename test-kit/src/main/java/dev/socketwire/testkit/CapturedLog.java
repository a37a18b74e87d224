package dev.socketwire.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What is logged below a name, at every level, from its opening to its close. Any thread. */
public final class CapturedLog implements AutoCloseable {
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final Level before;
    private final Appender appender = new Appender();

    /** A line as it was written: what it was made of, say a connection, is not kept by it. */
    private record Line(Level level, String text) {}

    private CapturedLog(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
    }

    /** Captures the logger of a name and all below it. */
    public static CapturedLog of(String name) {
        return new CapturedLog(name);
    }

    /** The lines so far: level, message and, behind them, the exception's class and message. */
    public List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** The lines of a level and those above it, such as {@code "WARN"}. */
    public List<String> linesFrom(String level) {
        Level least = Level.valueOf(level);
        return lines.stream()
                .filter(line -> line.level().isGreaterOrEqual(least))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
        appender.stop();
    }

    private static String line(ILoggingEvent event) {
        StringBuilder line =
                new StringBuilder().append(event.getLevel()).append(' ').append(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.append(' ').append(pair);
            }
        }
        if (event.getThrowableProxy() != null) {
            line.append(" | ").append(event.getThrowableProxy().getClassName());
            line.append(": ").append(event.getThrowableProxy().getMessage());
        }
        return line.toString();
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(event.getLevel(), line(event)));
        }
    }
}
