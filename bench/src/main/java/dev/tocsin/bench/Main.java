package dev.tocsin.bench;

import java.util.List;

/** Prints all tables of docs/performance.md, or those that are named. */
public final class Main {
    private Main() {}

    public static void main(String[] names) {
        System.out.printf(
                "%d processors, Java %s, heap limit %d MB%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20);
        for (var name : names.length == 0
                ? List.of("queries", "rules", "limits", "memory", "samples", "sources")
                : List.of(names)) {
            System.out.println();
            switch (name) {
                case "queries" -> QueryBenchmark.print(System.out);
                case "rules" -> RuleBenchmark.print(System.out);
                case "limits" -> RuleBenchmark.printLimits(System.out);
                case "memory" -> MemoryBenchmark.print(System.out);
                case "samples" -> SampleBenchmark.print(System.out);
                case "sources" -> SourceBenchmark.print(System.out);
                default ->
                    throw new IllegalArgumentException(
                            "unknown table '%s': use queries, rules, limits, memory, samples or sources"
                                    .formatted(name));
            }
        }
    }
}
