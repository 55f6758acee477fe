package dev.tocsin.local.dev;

import dev.tocsin.local.processes.ArchiveMaking;
import dev.tocsin.local.processes.ChildSpec;
import dev.tocsin.local.processes.ClassArchive;
import java.util.ArrayList;
import java.util.List;

/** The command lines of dev's children. */
record Children(Installation installation, DevPlan plan) {
    /** Five JVMs share a laptop: little memory, one collector thread, no second compiler. */
    private static final List<String> SMALL_JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    ChildSpec broker() {
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(brokerArchive().useOrNote());
        arguments.addAll(List.of("-jar", installation.localJar().toString(), "broker"));
        arguments.addAll(List.of("--dir", plan.dir().resolve("broker").toString()));
        arguments.addAll(List.of("--port", String.valueOf(plan.ports().broker())));
        return child("broker", arguments);
    }

    ChildSpec instance(int instance) {
        var archive = productArchive();
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(instance == 1 ? archive.useOrNote() : archive.use());
        arguments.addAll(List.of("-jar", installation.productJar().toString(), "server"));
        arguments.addAll(List.of("--config", plan.settings(instance).toString()));
        return child(DevPlan.name(instance), arguments);
    }

    /** To be begun when all are ready: by then they have loaded what they need. */
    ArchiveMaking archiveMaking() {
        return new ArchiveMaking(installation.java(), SMALL_JVM, List.of(productArchive(), brokerArchive()));
    }

    private ClassArchive brokerArchive() {
        return new ClassArchive(installation.localJar(), plan.dir().resolve("classes-broker.txt"));
    }

    ClassArchive productArchive() {
        return new ClassArchive(installation.productJar(), plan.dir().resolve("classes-product.txt"));
    }

    private ChildSpec child(String name, List<String> arguments) {
        return new ChildSpec(name, installation.java(), arguments, plan.log(name));
    }
}
