package dev.socketwire.interop.soak;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SplittableRandom;

/** One client after another on a thread of its own: each of another kind and temper, over another line, until the end. */
final class Guest implements Runnable {
    /** Events of 4 KB that a slow one asks for, and a stalled one. */
    private static final int A_LOT = 100;

    private static final int TOO_MUCH = 2_000;

    private final Crowd crowd;
    private final String room;
    private final SplittableRandom random;

    Guest(Crowd crowd, int number, SplittableRandom random) {
        this.crowd = crowd;
        this.room = "room " + number / 10;
        this.random = random;
    }

    @Override
    public void run() {
        // Not all at once.
        crowd.pause(random, 0, 5_000);
        while (!crowd.isOver()) {
            Kind kind = Kind.any(random);
            Temper temper = Temper.any(random);
            Place place = crowd.place(random);
            crowd.tally().count("clients, " + kind.name().toLowerCase(Locale.ROOT));
            crowd.tally().count("clients, " + temper.name().toLowerCase(Locale.ROOT));
            try {
                live(kind, temper, place);
                crowd.tally().count("lives to their end");
            } catch (UncheckedIOException | AssertionError e) {
                crowd.tally().count(place.healthy() ? "lives that the server ended" : "lives that a fault ended");
                if (place.healthy() && temper.isHonest() && !crowd.isOver()) {
                    crowd.tally().surprise(kind + " " + temper + ": " + e);
                }
            }
            crowd.pause(random, 100, 2_000);
        }
    }

    private void live(Kind kind, Temper temper, Place place) {
        try (Link link = kind.open(place)) {
            Visit visit = new Visit(link, kind, crowd.tally(), random).join();
            visit.ask("join", "\"" + room + "\"");
            switch (temper) {
                case STEADY -> stay(visit, 10 + random.nextInt(30));
                case BRIEF -> stay(visit, random.nextInt(3));
                case RETURNING -> returnAgain(kind, place, visit);
                case SLOW -> readSlowly(visit);
                case STALLED -> {
                    visit.askForFlood(TOO_MUCH);
                    crowd.pause(random, 8_000, 12_000);
                    link.cut();
                }
                case SILENT -> crowd.pause(random, 20_000, 40_000);
                case CUTTING -> {
                    turns(visit, random.nextInt(10));
                    link.cut();
                }
            }
        }
    }

    private void stay(Visit visit, int turns) {
        turns(visit, turns);
        visit.link().leave();
    }

    private void turns(Visit visit, int turns) {
        for (int i = 0; i < turns && !crowd.isOver(); i++) {
            visit.turn(room);
            if (random.nextInt(3) == 0) {
                visit.next();
            } else {
                crowd.pause(random, 500, 2_500);
            }
        }
    }

    private void returnAgain(Kind kind, Place place, Visit first) {
        Visit before = first;
        turns(before, 1 + random.nextInt(6));
        before.link().cut();
        for (int times = random.nextInt(4); times > 0 && before.canReturn() && !crowd.isOver(); times--) {
            crowd.pause(random, 0, 5_000);
            try (Link link = kind.open(place)) {
                Visit back = new Visit(link, kind, crowd.tally(), random);
                boolean known = back.returnAs(before);
                crowd.tally().count(known ? "returned" : "began anew");
                if (!known && place.healthy()) {
                    crowd.tally().surprise(kind + " was not known again");
                }
                turns(back, 1 + random.nextInt(6));
                link.cut();
                before = back;
            }
        }
    }

    private void readSlowly(Visit visit) {
        visit.askForFlood(A_LOT);
        for (int heard = 0; heard < A_LOT && !crowd.isOver(); ) {
            if (Visit.isOfFlood(visit.next())) {
                heard++;
            }
            crowd.pause(random, 10, 100);
        }
        visit.link().leave();
    }
}
