package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.local.cluster.Eventually;
import dev.tocsin.local.processes.CdsArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a program that never ends in place of the product. */
class ProductCliTest {
    private static final String CHILD_MAIN = "dev.tocsin.local.processes.ChildMain";

    @TempDir
    private Path dir;

    private ProductCli product;

    @BeforeEach
    void install() throws IOException {
        var jar = dir.resolve("product-1.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, CHILD_MAIN);
        var file = CHILD_MAIN.replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var code = getClass().getResourceAsStream("/" + file)) {
            out.putNextEntry(new JarEntry(file));
            code.transferTo(out);
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        product = new ProductCli(
                new Installation(java, jar, jar, dir, dir),
                new CdsArchive(jar, dir.resolve("classes.txt")),
                line -> {});
    }

    @Test
    void ctrlCIsIgnoredAndCloseKillsTheProcess() throws Exception {
        var running = CompletableFuture.runAsync(() -> product.run(List.of("live")));
        try {
            var command = Eventually.until("the command runs", this::command, ProcessHandle::isAlive);
            new ProcessBuilder("kill", "-INT", Long.toString(command.pid()))
                    .start()
                    .waitFor();
            Eventually.staysTrue(Duration.ofSeconds(1), "it goes on", command::isAlive);
        } finally {
            product.close();
        }

        assertThatThrownBy(running::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CannotStartException.class);
        assertThatThrownBy(() -> product.run(List.of("live"))).isInstanceOf(CannotStartException.class);
        assertThat(running).isDone();
    }

    /** The child process, once the shell has replaced itself with the command. */
    private ProcessHandle command() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .filter(child -> child.info().commandLine().orElse("").contains(dir.toString()))
                .findFirst()
                .orElseThrow();
    }
}
