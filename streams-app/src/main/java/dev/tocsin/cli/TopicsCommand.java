package dev.tocsin.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tocsin topics}. */
@Command(name = "topics", description = "The topics that all instances share.")
final class TopicsCommand {
    @Command(
            name = "create",
            description = {
                "Creates the topics that are missing, and checks those that are there.",
                "Doing it again changes nothing. What is not as it must be is told, not altered."
            },
            footer = {"", "Example: tocsin topics create --bootstrap-server localhost:9092"})
    static final class Create extends KafkaCommand implements Callable<Integer> {
        Create(CliContext surroundings, TopicsClient.Factory opening) {
            super(surroundings, opening);
        }

        @Override
        public Integer call() {
            try (var topics = open()) {
                var created = topics.create();
                created.forEach(name -> println("created   " + name));
                println(created.isEmpty() ? "all topics are there, as they must be" : "all topics are as they must be");
                return 0;
            }
        }
    }
}
