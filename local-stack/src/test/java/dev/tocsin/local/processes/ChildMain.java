package dev.tocsin.local.processes;

import java.util.concurrent.CountDownLatch;

/** The main class of the tests' child processes. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var never = new CountDownLatch(1);
        switch (arguments[0]) {
            case "die" -> {
                System.out.println("dying");
                System.exit(3);
            }
            case "cling" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(never)));
                System.out.println("clinging");
                never.await();
            }
            default -> never.await();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
