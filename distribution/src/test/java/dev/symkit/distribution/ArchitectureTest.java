// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.symkit.distribution.Layers.Layer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module and package rules of the project, checked over the classes of all modules that are packaged. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.symkit");

    /** Everything but the test support, which may look into any layer. */
    private static final DescribedPredicate<JavaClass> SHIPPED =
            resideInAPackage("dev.symkit..").and(DescribedPredicate.not(resideInAPackage("dev.symkit.testkit..")));

    private static final DescribedPredicate<JavaClass> CONSOLE = resideInAPackage("dev.symkit.cli..");

    @Test
    void everyPackageHasAPlaceInTheTable() {
        classes().that(SHIPPED).should().resideInAnyPackage(Layers.packages()).check(ALL);
    }

    @Test
    void layersUseOnlyWhatTheTableAllows() {
        List<String> empty = new ArrayList<>();
        for (Layer layer : Layers.ALL) {
            if (ALL.stream().noneMatch(layer::holds)) {
                empty.add(layer.name());
                continue;
            }
            noClasses()
                    .that(describe(layer.name(), layer::holds))
                    .should()
                    .dependOnClassesThat(describe("are forbidden there", used -> !Layers.mayUse(layer, used)))
                    .because("the table in Layers names what " + layer.name() + " may use")
                    .check(ALL);
        }
        assertThat(empty).as("layers without a class").isEqualTo(Layers.COMING);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.symkit.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void internalPackagesAreUsedByTheirOwnModuleOnly() {
        noClasses()
                .that(SHIPPED)
                .should()
                .accessTargetWhere(describe(
                        "is internal to another module",
                        access -> access.getTargetOwner().getPackageName().startsWith("dev.symkit.")
                                && access.getTargetOwner().getPackageName().contains(".internal")
                                && !Layers.sameModule(access.getOriginOwner(), access.getTargetOwner())))
                .check(ALL);
    }

    @Test
    void onlyCommandsKnowPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(ALL);
    }

    @Test
    void onlyTheConsoleLayerTouchesTheConsoleOrEndsTheProcess() {
        mustNotUse(SHIPPED.and(DescribedPredicate.not(CONSOLE)), Banned.CONSOLE);
    }

    @Test
    void nothingUsesTheOldFileClassOrTheJdkLogger() {
        noClasses()
                .that(SHIPPED)
                .should()
                .dependOnClassesThat(describe("are java.io.File", used -> used.isEquivalentTo(File.class)))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .check(ALL);
    }

    @Test
    void nothingDependsOnTheLocaleOfTheMachine() {
        mustNotUse(resideInAPackage("dev.symkit.."), Banned.LOCALE);
    }

    @Test
    void nothingDependsOnTheCharsetOfTheMachine() {
        mustNotUse(resideInAPackage("dev.symkit.."), Banned.CHARSET);
        mustNotUse(SHIPPED.and(DescribedPredicate.not(CONSOLE)), Banned.DEFAULT_CHARSET);
    }

    @Test
    void bannedMembersAreSpelledAsTheJdkHasThem() throws ClassNotFoundException {
        for (Set<String> members : List.of(Banned.CONSOLE, Banned.LOCALE, Banned.CHARSET, Banned.DEFAULT_CHARSET)) {
            for (String member : members) {
                int end = member.lastIndexOf('.', member.indexOf('(') < 0 ? member.length() : member.indexOf('('));
                Class<?> owner = Class.forName(member.substring(0, end));
                assertThat(new ClassFileImporter().importClass(owner).getMembers())
                        .as(member)
                        .anyMatch(found -> found.getFullName().equals(member));
            }
        }
    }

    @Test
    void aPlaceInAStoreIsNeverAPathAboveTheStorageLayer() {
        noClasses()
                .that(resideInAnyPackage("dev.symkit.store.layout..", "dev.symkit.store.tx.."))
                .should()
                .dependOnClassesThat(describe(
                        "are paths of the local machine",
                        used -> used.isEquivalentTo(Path.class)
                                || used.getName().equals("java.nio.file.Files")
                                || used.getName().equals("java.nio.file.FileSystem")))
                .check(ALL);
    }

    /** No class of {@code origin} calls, refers to or reads one of {@code members}, written as ArchUnit's full names. */
    private static void mustNotUse(DescribedPredicate<JavaClass> origin, Set<String> members) {
        noClasses()
                .that(origin)
                .should()
                .accessTargetWhere(describe(
                        "is one of " + members,
                        access -> members.contains(access.getTarget().getFullName())))
                .check(ALL);
    }
}
