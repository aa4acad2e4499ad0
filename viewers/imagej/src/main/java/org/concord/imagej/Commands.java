package org.concord.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/** What all commands share: waiting that Esc ends, and failing in words. */
final class Commands {
    private static final long LOOK_AGAIN_MS = 50;

    private Commands() {}

    /** What a command does. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs a command; a failure is said in a dialog, or where a macro runs in the log, and ends the macro. */
    static void run(String title, Work work) {
        try {
            IJ.resetEscape();
            work.run();
        } catch (ConcordException e) {
            fail(title, e.code() == ErrorCode.CANCELLED ? "Cancelled." : e.getMessage());
        } catch (IllegalArgumentException e) {
            fail(title, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(title, "Cancelled.");
        }
    }

    /** The answer; Esc cancels the request. */
    static <T> T await(CompletableFuture<T> call) throws InterruptedException {
        while (true) {
            try {
                return call.get(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (IJ.escapePressed()) {
                    call.cancel(true);
                    throw new ConcordException(ErrorCode.CANCELLED, "Cancelled.");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ConcordException failure ? failure : new IllegalStateException(e.getCause());
            }
        }
    }

    /** Macro.abort ends macros that run on a thread of their own, and not those of `-batch`. */
    private static void endMacro() {
        var macro = Interpreter.getInstance();
        if (macro != null) {
            macro.abortMacro();
        }
        Macro.abort();
    }

    private static void fail(String title, String message) {
        IJ.showProgress(1);
        IJ.showStatus(title + ": " + message);
        if (IJ.isMacro() || GraphicsEnvironment.isHeadless()) {
            IJ.log(title + ": " + message);
            endMacro();
        } else {
            IJ.error(title, message);
        }
    }
}
