//! The examples of the catalogue: two documents as one diff.

/// The document before a change, and the one after it. An example without `paths` is the schema of `Pet`, in a
/// document that sends and receives one.
pub fn sides(example: &str) -> (String, String) {
    let side = |own: &str| {
        let lines = example.lines().filter_map(|line| match line.get(..2) {
            Some(mark) if mark == "  " || mark == own => line.get(2..),
            _ => None,
        });
        let lines: Vec<&str> = lines.collect();
        if lines.iter().any(|line| line.starts_with("paths:")) {
            return lines.join("\n");
        }
        let schema: Vec<String> = lines.iter().map(|line| format!("      {line}")).collect();
        let content = "{content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}, description: A pet}";
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    post:\n      operationId: createPet\n      requestBody: {content}\n      responses: {{'200': {content}}}\ncomponents:\n  schemas:\n    Pet:\n{}\n",
            schema.join("\n")
        )
    };
    (side("- "), side("+ "))
}
