package io.plateau.local.faults.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.function.LongSupplier;

/** Prints what every way to read the wall clock says, in milliseconds, again and again. */
final class PrintClocks {
    static final int WAYS = 7;

    private PrintClocks() {
    }

    public static void main(String[] args) throws InterruptedException {
        while (true) {
            print();
            Thread.sleep(20);
        }
    }

    /** Called again and again: a method that is under way stays as it was when an agent comes. */
    private static void print() {
        LongSupplier reference = System::currentTimeMillis;
        System.out.println(System.currentTimeMillis() + " " + Instant.now().toEpochMilli() + " "
                + Clock.systemUTC().millis() + " " + new Date().getTime() + " "
                + Calendar.getInstance().getTimeInMillis() + " " + ZonedDateTime.now().toInstant().toEpochMilli() + " "
                + reference.getAsLong());
    }
}
