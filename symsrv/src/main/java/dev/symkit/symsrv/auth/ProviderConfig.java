// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The credential providers that are set up for the debuggers. {@code DbgCredentialProvider.config.xml} lists folders in elements
 * {@code Folder}; the files {@code *.xml} in them list programs in elements {@code CredentialProvider}; relative paths are meant from the
 * file they stand in. Libraries ({@code .dll}) are left out: only programs can be run here.
 *
 * <p>Source: Microsoft, "Program custom credential providers". The order of the files is not specified there; by name is our choice.
 */
public final class ProviderConfig {
    /** Name of the file that lists the folders. */
    public static final String FILE_NAME = "DbgCredentialProvider.config.xml";

    private final Consumer<String> warnings;

    /**
     * A reader.
     *
     * @param warnings hears of files that cannot be read
     */
    public ProviderConfig(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * The file with folders that the debuggers use: in the folder that {@code DBG_COMMON_FOLDER} names, else in {@code Dbg\Common} below
     * {@code LOCALAPPDATA}. The places beside the debugger's own programs mean nothing here.
     */
    public static Optional<Path> find(Map<String, String> environment) {
        return place(environment, "DBG_COMMON_FOLDER", "").or(() -> place(environment, "LOCALAPPDATA", "Dbg/Common"));
    }

    private static Optional<Path> place(Map<String, String> environment, String variable, String below) {
        String folder = environment.getOrDefault(variable, "");
        if (folder.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(folder).resolve(below).resolve(FILE_NAME))
                    .filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The programs that a file with folders leads to, in order; none if there is no such file. */
    public List<Path> programs(Path file) {
        List<Path> programs = new ArrayList<>();
        for (Path folder : paths(file, "Folder")) {
            for (Path xml : xmlFiles(folder)) {
                paths(xml, "CredentialProvider").stream()
                        .filter(path ->
                                !path.toString().toLowerCase(Locale.ROOT).endsWith(".dll"))
                        .forEach(programs::add);
            }
        }
        return programs;
    }

    private List<Path> xmlFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.toString().toLowerCase(Locale.ROOT).endsWith(".xml")) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            warnings.accept(folder + ": cannot be read");
        }
        files.sort(null);
        return files;
    }

    /** The texts of elements of a name, as paths from the folder of the file. */
    private List<Path> paths(Path file, String element) {
        List<Path> paths = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return paths;
        }
        try (InputStream in = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(element)) {
                    resolve(file, xml.getElementText().strip()).ifPresent(paths::add);
                }
            }
        } catch (IOException | XMLStreamException e) {
            warnings.accept(file + ": not a list of credential providers");
        }
        return paths;
    }

    private Optional<Path> resolve(Path file, String text) {
        boolean windows = file.getFileSystem().getSeparator().equals("\\");
        try {
            String local = windows ? text : text.replace('\\', '/');
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(file.resolveSibling(local).normalize());
        } catch (InvalidPathException e) {
            warnings.accept(file + ": a path in it cannot be one");
            return Optional.empty();
        }
    }
}
