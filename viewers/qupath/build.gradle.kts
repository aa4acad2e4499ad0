plugins {
    id("com.gradleup.shadow") version "8.3.5"
    id("qupath-conventions")
}

qupathExtension {
    name = "qupath-extension-concord"
    group = "org.concord"
    version = "0.1.0"
    description = "Earlier cases like a region of the slide, found by a Concord engine on this machine"
    automaticModule = "org.concord.qupath"
}

// One jar without dependencies: what needs no QuPath, and the client, are compiled along.
sourceSets {
    main {
        java {
            srcDir("core/src/main/java")
            srcDir("../../clients/java/src/main/java")
        }
    }
}

// Runs in QuPath 0.5, which brings Java 17, and in all later ones.
tasks.withType<JavaCompile> {
    options.release = 17
}

dependencies {
    shadow(libs.bundles.qupath)
    shadow(libs.bundles.logging)
    shadow(libs.qupath.fxtras)
}

// The tests run in Maven, against signatures of QuPath and a live engine: viewers/qupath/build.
tasks.named("test") {
    enabled = false
}
tasks.named("compileTestJava") {
    enabled = false
}
