package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin topics}. */
@Command(
        name = "topics",
        description = "Creates and checks the topics that all instances share.",
        subcommands = TopicsCommand.Create.class)
final class TopicsCommand {
    @Command(
            name = "create",
            description = {
                "Creates missing topics and checks the existing ones.",
                "Idempotent. Existing topics are checked, never altered."
            },
            footer = {"", "Example: tocsin topics create --bootstrap-server localhost:9092"})
    static final class Create extends KafkaCommand {
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
