// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.StoreFlags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a provider, compiled, packed and dropped into the directory of plug-ins as its author would. */
class ExampleProviderTest {
    private static final String SOURCE = "/example-provider/DropProvider.java.txt";

    @TempDir
    Path root;

    @Test
    void isFoundInTheDirectoryOfPluginsAndAsked() throws IOException {
        Path plugins = Files.createDirectories(root.resolve("plugins"));
        jar(plugins.resolve("drop.jar"));
        ClientScene scene = new ClientScene(root);
        scene.put("drops/" + KEY.index() + "-a.pdb/a.pdb", pdb());
        String element = "symsrv*drop.dll*" + scene.at("drops");
        try (Plugins open = Plugins.open(plugins, getClass().getClassLoader())) {
            assertThat(open.warnings()).isEmpty();
            assertThat(open.providers()).hasSize(1);
            scene.with(builder -> builder.providers(open.providers()));
            LookupResult.Found found = (LookupResult.Found) scene.find("cache*c;" + element);
            assertThat(found.path()).isEqualTo(scene.at(place("c", "a.pdb"))).hasBinaryContent(pdb());
            assertThat(scene.trace()).anyMatch(line -> line.startsWith("SYMSRV:  DROP: "));
            try (SymSrvClient client = scene.client(element)) {
                assertThat(client.ping(element).reachable()).isTrue();
                assertThat(client.ping("symsrv*drop.dll*none").reachable()).isFalse();
            }
        }
    }

    @Test
    void takesFilesToo() throws IOException {
        Path plugins = Files.createDirectories(root.resolve("plugins"));
        jar(plugins.resolve("drop.jar"));
        ClientScene scene = new ClientScene(root);
        Path file = scene.put("build/a.pdb", pdb());
        String element = "symsrv*drop.dll*" + scene.at("drops");
        try (Plugins open = Plugins.open(plugins, getClass().getClassLoader());
                SymSrvClient client = scene.with(builder -> builder.providers(open.providers()))
                        .client(element)) {
            String stored = client.store(element, file, KEY, StoreFlags.NONE);
            assertThat(Path.of(stored)).hasBinaryContent(pdb());
            assertThat(((LookupResult.Found) client.find(KEY)).path()).isEqualTo(Path.of(stored));
            assertThat(client.store(element, file, KEY, new StoreFlags(StoreFlags.PASS_IF_EXISTS)))
                    .isEqualTo(stored);
            assertThatThrownBy(() -> client.store(element, file, KEY, StoreFlags.NONE))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(client.store(element, file, KEY, new StoreFlags(StoreFlags.OVERWRITE)))
                    .isEqualTo(stored);
            assertThat(scene.files())
                    .filteredOn(name -> name.startsWith("drops/"))
                    .hasSize(1);
        }
    }

    @Test
    void isTheOneOfThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "providers.md"));
        int start = page.indexOf("```java\n") + "```java\n".length();
        String code = page.substring(start, page.indexOf("```", start));
        try (InputStream in = ExampleProviderTest.class.getResourceAsStream(SOURCE)) {
            assertThat(in).isNotNull();
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(source).isEqualTo("// SPDX-License-Identifier: Apache-2.0\n" + code);
        }
    }

    private void jar(Path target) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "no Java compiler here, only a run time");
        Path source = Files.createDirectories(root.resolve("src")).resolve("DropProvider.java");
        try (InputStream in = ExampleProviderTest.class.getResourceAsStream(SOURCE)) {
            assertThat(in).isNotNull();
            Files.copy(in, source);
        }
        Path classes = Files.createDirectories(root.resolve("classes"));
        String path = System.getProperty("java.class.path");
        int result = compiler.run(null, null, null, "-cp", path, "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            jar.putNextEntry(new JarEntry("example/DropProvider.class"));
            jar.write(Files.readAllBytes(classes.resolve("example/DropProvider.class")));
            jar.putNextEntry(new JarEntry("META-INF/services/dev.symkit.symsrv.spi.SymbolServerProvider"));
            jar.write("example.DropProvider\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
