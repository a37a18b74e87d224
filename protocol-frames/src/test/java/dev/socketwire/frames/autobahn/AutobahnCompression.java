package dev.socketwire.frames.autobahn;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** Runs {@code src/test/autobahn/compression.py}, with a Jython that is on the class path of the run only. */
public final class AutobahnCompression {
    private AutobahnCompression() {}

    /**
     * @param arguments the script, the directory for the report, and "sample" or "all"
     */
    public static void main(String[] arguments) throws IOException, ScriptException {
        Files.deleteIfExists(Path.of(arguments[1], "index.json"));
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python");
        python.put("directory", arguments[1]);
        python.put("what", arguments[2]);
        try (Reader script = Files.newBufferedReader(Path.of(arguments[0]))) {
            python.eval(script);
        }
    }
}
