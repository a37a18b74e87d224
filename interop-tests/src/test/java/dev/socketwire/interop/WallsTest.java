package dev.socketwire.interop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: what may know what. Each rule with the reason for it. */
class WallsTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

    /** The published modules, as they are built. */
    private static final JavaClasses LIBRARIES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.socketwire.frames", "dev.socketwire.engineio", "dev.socketwire.socketio");

    /** All that is compiled of this project, tests included. */
    private static final JavaClasses EVERYTHING = everything();

    /** Packages that compute: bytes and requests in, packets and decisions out. */
    private static final String[] PURE = {"..codec..", "..handshake..", "..http..", "..bundle.."};

    @Test
    void lowerModulesDoNotKnowUpperOnes() {
        noClasses()
                .that()
                .resideInAPackage("dev.socketwire.frames..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.socketwire.engineio..", "dev.socketwire.socketio..")
                .check(LIBRARIES);
        noClasses()
                .that()
                .resideInAPackage("dev.socketwire.engineio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.socketwire.socketio..")
                .check(LIBRARIES);
    }

    @Test
    void purePackagesKnowNoChannelLoggerThreadClockOrNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(describe(
                        "a channel, a logger, concurrency, a clock or the network",
                        type -> isImpure(type) && !isPlainValue(type)))
                .check(LIBRARIES);
    }

    private static boolean isImpure(JavaClass type) {
        return List.of("io.netty.channel", "org.slf4j", "java.util.concurrent", "java.time", "java.net").stream()
                .anyMatch(name -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."));
    }

    private static boolean isPlainValue(JavaClass type) {
        return List.of(
                        "java.util.concurrent.ConcurrentHashMap", // a map that many may read
                        "java.util.concurrent.ConcurrentMap",
                        "java.time.Duration",
                        "java.net.URLDecoder",
                        "java.net.URI",
                        "java.net.URISyntaxException",
                        "java.net.InetSocketAddress",
                        "java.net.InetAddress",
                        "java.net.SocketAddress")
                .contains(type.getName());
    }

    @Test
    void adaptersKnowNothingOfWhatProgramsUse() {
        noClasses()
                .that()
                .resideInAPackage("dev.socketwire.socketio.spi")
                .should()
                .dependOnClassesThat(describe(
                        "anything of socket-io but the SPI itself, or of Netty",
                        type -> type.getPackageName().startsWith("io.netty")
                                || (type.getPackageName().startsWith("dev.socketwire.socketio")
                                        && !type.getPackageName().equals("dev.socketwire.socketio.spi"))))
                .check(LIBRARIES);
    }

    @Test
    void parsersKnowTheSpiAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.socketwire.socketio.msgpack")
                .should()
                .dependOnClassesThat(describe(
                        "anything of ours but the SPI and the exception that it names, of Netty, or a logger",
                        type -> !type.getName().startsWith("dev.socketwire.socketio.msgpack.")
                                && !type.getName().startsWith("dev.socketwire.socketio.spi.")
                                && !type.getSimpleName().equals("PacketFormatException")
                                && type.getName().matches("(dev\\.socketwire|io\\.netty|org\\.slf4j)\\..*")))
                .check(LIBRARIES);
    }

    @Test
    void channelsLiveInNettyPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..netty..")
                .and(describe(
                        "are not the two doors to it",
                        type -> !type.getSimpleName().matches("SocketIoServer|SocketIoServerBuilder")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..")
                .check(LIBRARIES);
    }

    @Test
    void packagesHaveNoCyclesButTheTwoNails() {
        slices().matching("dev.socketwire.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        nameMatching(".*\\.frames\\.WebSocketServer(\\$.*)?"),
                        nameMatching(".*\\.frames\\.netty\\.RawServer(\\$.*)?"))
                .ignoreDependency(
                        nameMatching(".*\\.socketio\\.SocketIoServer(Builder)?(\\$.*)?"),
                        nameMatching(".*\\.socketio\\.netty\\.(ServerAssembly|TlsMaterial)(\\$.*)?"))
                .check(LIBRARIES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
                .check(EVERYTHING);
    }

    @Test
    void timeAndChanceComeFromOutside() {
        noClasses()
                .that(describe(
                        "are neither the clock of the event loops nor a program that tells or measures the time"
                                + " nor made by jcstress",
                        type -> !type.getName().startsWith("dev.socketwire.engineio.netty.LoopScheduler")
                                && !type.getPackageName().startsWith("dev.socketwire.benchmarks")
                                && !type.getName().contains("_jcstress")
                                && !type.getPackageName().equals("dev.socketwire.demo")))
                .should()
                .callMethodWhere(target(clock()))
                .orShould()
                .callConstructorWhere(target(chance()))
                .check(EVERYTHING);
    }

    /** A clock that is set, by an hour say, ends nobody and keeps nobody: what waits is measured by the one that only goes on. */
    @Test
    void theTimeOfDayStandsInHandshakesAndDecidesNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.Clock|java\\.util\\.(Calendar|Date|Timer)")
                .orShould()
                .callMethodWhere(target(describe(
                        "a time of day",
                        call -> call.getOwner().getPackageName().equals("java.time")
                                && call.getName().equals("now"))))
                .orShould()
                .callMethodWhere(describe(
                        "the time of day, but for that of a handshake",
                        call -> call.getTarget().getName().equals("epochMillis")
                                && !call.getOrigin().getName().equals("snapshot")))
                .check(LIBRARIES);
    }

    private static DescribedPredicate<AccessTarget> clock() {
        return describe(
                "a clock or a sleep",
                call -> List.of(
                                "java.lang.System.nanoTime",
                                "java.lang.System.currentTimeMillis",
                                "java.lang.Thread.sleep")
                        .contains(call.getOwner().getName() + "." + call.getName()));
    }

    private static DescribedPredicate<AccessTarget> chance() {
        return describe("unseeded chance", call -> call.getOwner().getName().equals("java.util.Random"));
    }

    @Test
    void noTestIsSwitchedOff() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.junit\\.jupiter\\.api\\.Disabled|org\\.junit\\.jupiter\\.api\\.condition\\..*")
                .check(EVERYTHING);
    }

    @Test
    void thereIsOneEscapeHatch() throws IOException {
        try (Stream<Path> files = Files.walk(HOUSE)) {
            List<String> hatches = files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                    .flatMap(WallsTest::lines)
                    .filter(line -> line.contains("@SuppressWarnings(\"exports\")"))
                    .toList();
            assertThat(hatches).as("methods that show a Netty type").hasSize(1);
        }
    }

    @Test
    void hiddenPackagesHaveTheDoorsOfTheListAndNoMore() throws IOException {
        Map<String, TreeSet<String>> doors = new TreeMap<>();
        LIBRARIES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                .filter(type -> type.getPackageName()
                        .matches(".*\\.(codec|connection|http|session|netty|lane|namespace|bundle)"))
                .forEach(type -> doors.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(type.getSimpleName()));
        List<String> found = doors.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" ", entry.getValue()))
                .toList();
        assertThat(found).containsExactlyElementsOf(Files.readAllLines(Path.of("src/test/resources/doors.txt")));
    }

    private static JavaClasses everything() {
        try (Stream<Path> modules = Files.list(HOUSE)) {
            List<Path> built = modules.flatMap(module ->
                            Stream.of(module.resolve("target/classes"), module.resolve("target/test-classes")))
                    .filter(Files::isDirectory)
                    .toList();
            return new ClassFileImporter()
                    .withImportOption((Location location) -> !location.contains("node_modules"))
                    .importPaths(built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
