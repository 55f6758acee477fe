package dev.tocsin.cli;

import java.io.PrintWriter;

/** Shows the progress of a command on a terminal, in one line. Writes nothing if the process has no terminal. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final boolean isShown;
    private int percent = -1;

    ProgressBar(PrintWriter out) {
        this(out, System.console() != null);
    }

    ProgressBar(PrintWriter out, boolean isShown) {
        this.out = out;
        this.isShown = isShown;
    }

    /** @param part of the work that is done, between 0 and 1 */
    void show(String work, double part) {
        var next = (int) Math.round(100 * Math.max(0, Math.min(1, part)));
        if (isShown && next != percent) {
            percent = next;
            var filled = WIDTH * next / 100;
            out.print("\r%-20s [%s%s] %3d %%".formatted(work, "#".repeat(filled), " ".repeat(WIDTH - filled), next));
            out.flush();
        }
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (isShown && percent >= 0) {
            out.print("\r" + " ".repeat(WIDTH + 30) + "\r");
            out.flush();
            percent = -1;
        }
    }
}
