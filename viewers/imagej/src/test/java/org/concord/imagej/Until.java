package org.concord.imagej;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what is to come; the test's timeout ends what never comes. */
final class Until {
    private Until() {}

    static void isTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("what was waited for never came");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Until the thread waits for an answer that `method` asked for, or has ended. */
    static void waitsIn(Thread thread, String method) throws Exception {
        isTrue(() -> !thread.isAlive() || Arrays.stream(thread.getStackTrace()).map(StackTraceElement::getMethodName).toList().containsAll(java.util.List.of("await", method)));
    }
}
