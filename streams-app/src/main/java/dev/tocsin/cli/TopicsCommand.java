package dev.tocsin.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tocsin topics}. */
@Command(name = "topics", description = "Creates and checks the topics that all instances share.")
final class TopicsCommand {
    @Command(
            name = "create",
            description = {
                "Creates missing topics and checks the existing ones.",
                "Idempotent. Existing topics are checked, never altered."
            },
            footer = {"", "Example: tocsin topics create --bootstrap-server localhost:9092"})
    static final class Create extends KafkaCommand implements Callable<Integer> {
        Create(CliContext context, TopicsClient.Factory topicsFactory) {
            super(context, topicsFactory);
        }

        @Override
        public Integer call() {
            try (var topics = open()) {
                var created = topics.create();
                created.forEach(name -> println("created   " + name));
                println("all topics exist and are configured correctly");
                return 0;
            }
        }
    }
}
