import Testing

@testable import Pages

@Suite("Which modules a page needs")
struct ModulesTests {
    @Test("all that are imported, over any number of files, each once and before those that import it")
    func needed() {
        let modules = Modules(files: [
            "rep/main.js": Array(
                "import {a} from '../parts/a.js';\nimport './b.js';\nimport {\n    c,\n} from './c.js';\n".utf8),
            "parts/a.js": Array("export {c} from '../rep/c.js';\nconst text = 'from nowhere';\n".utf8),
            "rep/b.js": Array("import '../rep/main.js';\nconst later = () => import('./later.js');\n".utf8),
            "rep/c.js": Array("import '/elsewhere.js';\nimport '../../outside.js';\n".utf8),
            "rep/later.js": [],
        ])
        #expect(modules.needed(by: "rep/main.js") == ["rep/c.js", "parts/a.js", "rep/b.js", "rep/main.js"])
    }
}
