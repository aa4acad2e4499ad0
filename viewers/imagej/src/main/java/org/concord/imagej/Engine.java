package org.concord.imagej;

import ij.IJ;
import ij.gui.GenericDialog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.concord.client.ConcordClient;
import org.concord.client.ConcordException;
import org.concord.client.ErrorCode;

/** The one connection of this ImageJ, made when it is first needed and again when it has ended. Any thread. */
final class Engine {
    private static ConcordClient client;

    private Engine() {}

    /**
     * Esc ends the waiting, not an engine that is starting: the next command finds it. Where the program is not found, whoever sits there is asked for it. Throws
     * {@link ConcordException}.
     */
    static ConcordClient client() throws InterruptedException {
        try {
            return connected();
        } catch (ConcordException e) {
            if ((e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.IO_ERROR) || !Commands.interactive() || !askProgram(e.getMessage())) {
                throw e;
            }
            return connected();
        }
    }

    /** Settings have changed: the next call connects by them. */
    static synchronized void forget() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Ends the engine that runs, where one does, and waits until it is gone: what indexing finished is kept, and the next call starts one by the settings. */
    static void stop() throws InterruptedException {
        forget();
        long pid;
        try (var running = ConcordClient.connect(EngineSettings.load().options().start(false))) {
            pid = running.server().pid();
        } catch (ConcordException e) {
            if (e.code() == ErrorCode.NOT_RUNNING) {
                return;
            }
            throw e;
        }
        var process = pid > 0 ? ProcessHandle.of(pid) : null;
        if (process != null && process.isPresent()) {
            IJ.showStatus("Concord: the engine stops");
            process.get().destroy();
            Commands.await(process.get().onExit());
        }
    }

    private static ConcordClient connected() throws InterruptedException {
        IJ.showStatus("Concord: connecting; an engine is started where none runs");
        try {
            return Commands.await(CompletableFuture.supplyAsync(Engine::connect));
        } finally {
            IJ.showStatus("");
        }
    }

    private static synchronized ConcordClient connect() {
        try {
            if (client == null || !client.isOpen()) {
                client = ConcordClient.connect(EngineSettings.load().options());
            }
            return client;
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Whether a program was chosen; it is remembered. */
    private static boolean askProgram(String why) {
        var settings = EngineSettings.load();
        var dialog = new GenericDialog("Concord");
        dialog.addMessage(Commands.broken(why) + "\n \nWhere is it? The program concord lies in the folder that was unpacked.");
        dialog.addFileField("Program", settings.program());
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return false;
        }
        settings.withProgram(dialog.getNextString()).save();
        return true;
    }
}
