package org.concord.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/** What all commands share: one of a kind at a time, waiting that Esc ends, and failing in words. */
final class Commands {
    private static final long LOOK_AGAIN_MS = 50;
    private static final int LINE = 90;
    private static final String SETTINGS = "\nPlugins > Concord > Concord Settings... says which engine, whether it is started, and where its program is.";

    /** Threads and titles of the commands that run, the latest first. */
    private static final Deque<Running> RUNNING = new ArrayDeque<>();

    private record Running(Thread thread, String title) {}

    private Commands() {}

    /** What a command does. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** What a command answers as text. */
    interface Telling {
        String run() throws InterruptedException;
    }

    /** Runs a command; a failure is said in a dialog, or where a macro runs in the log, and ends the macro. */
    static void run(String title, Work work) {
        var why = failure(title, work);
        if (why != null) {
            fail(title, why);
        }
    }

    /** For `call` in macros: what the command answers, or of a failure `Concord: ` and why. */
    static String tell(String title, Telling work) {
        var answer = new String[1];
        var why = failure(title, () -> answer[0] = work.run());
        return why == null ? answer[0] : "Concord: " + why;
    }

    /** The answer; Esc cancels the request of the command that was started last. */
    static <T> T await(CompletableFuture<T> call) throws InterruptedException {
        while (true) {
            try {
                return call.get(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (escaped()) {
                    call.cancel(true);
                    throw new ConcordException(ErrorCode.CANCELLED, "Cancelled.");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ConcordException failure ? failure : new IllegalStateException(e.getCause());
            }
        }
    }

    /** Whether there is somebody to ask. */
    static boolean interactive() {
        return !IJ.isMacro() && !GraphicsEnvironment.isHeadless();
    }

    /** Whether a word stands by itself in a macro's options, outside brackets. */
    static boolean flag(String options, String word) {
        return Arrays.asList(options.replaceAll("\\[[^\\]]*\\]", "").strip().split("\\s+")).contains(word);
    }

    /** In lines that a dialog can hold. */
    static String broken(String message) {
        var text = new StringBuilder();
        int length = 0;
        for (var word : message.split("(?<= )|(?<=\n)")) {
            if (length > 0 && length + word.length() > LINE) {
                text.append('\n');
                length = 0;
            }
            text.append(word);
            length = word.endsWith("\n") ? 0 : length + word.length();
        }
        return text.toString();
    }

    /** null where there was none. */
    private static String failure(String title, Work work) {
        var running = new Running(Thread.currentThread(), title);
        if (!enter(running)) {
            return "The same command is running still. Wait for it, or press Esc to stop it.";
        }
        try {
            work.run();
            return null;
        } catch (ConcordException e) {
            return words(e);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Cancelled.";
        } finally {
            leave(running);
        }
    }

    private static String words(ConcordException e) {
        return switch (e.code()) {
            case CANCELLED -> "Cancelled.";
            case CLOSED -> "The engine ended before it answered. Run the command again: an engine is started where none runs. What was indexed is kept.";
            case NOT_RUNNING, IO_ERROR -> e.getMessage() + SETTINGS;
            case NOT_FOUND -> e.getMessage() + (e.getMessage().contains("program") ? SETTINGS : "");
            default -> e.getMessage();
        };
    }

    private static synchronized boolean enter(Running command) {
        if (RUNNING.stream().anyMatch(other -> other.title().equals(command.title()))) {
            return false;
        }
        IJ.resetEscape();
        RUNNING.push(command);
        return true;
    }

    private static synchronized void leave(Running command) {
        RUNNING.remove(command);
    }

    /** One Esc ends one command. */
    private static synchronized boolean escaped() {
        if (!IJ.escapePressed() || RUNNING.isEmpty() || RUNNING.peek().thread() != Thread.currentThread()) {
            return false;
        }
        IJ.resetEscape();
        return true;
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
        IJ.showStatus(title + ": " + message.lines().findFirst().orElse(""));
        if (interactive()) {
            IJ.error(title, broken(message));
        } else {
            IJ.log(title + ": " + message);
            endMacro();
        }
    }
}
