package dev.socketwire.testkit;

import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Begins before the first test and ends after the last: installs the leak detector, and prints a {@code LEAK:} line for
 * each leak that came to light too late to fail a test. Found by the service loader.
 */
public final class LeakWatch implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        LeakRecords.install();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        List<String> late = LeakRecords.collect();
        late.forEach(leak -> System.err.println("LEAK: " + leak));
    }
}
