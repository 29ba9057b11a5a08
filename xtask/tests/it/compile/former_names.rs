//! Code that was written for the names that the document had before.
#![allow(deprecated, reason = "it is what this is about")]

use fixture_former_names::operations::pets::{GetPet, GetPetError, MakePet};
use fixture_former_names::types::{Beast, PetOwner, Sort};

#[test]
fn old_names_are_the_new_ones() {
    let mut pet = Beast::new("1").owner(PetOwner::new().name("Ada"));
    pet.kind = Some(Sort::Cat);
    let make: MakePet = MakePet::new(pet);
    assert_eq!(make.body.id, "1");
    let get = GetPet::new("1");
    assert_eq!(get.id, "1");
    assert!(matches!(GetPetError::NotFound, GetPetError::NotFound));
}

#[cfg(feature = "reqwest")]
async fn _calls(client: fixture_former_names::Client) -> Result<(), Box<dyn std::error::Error>> {
    client.pets().get_pet("1").depth(2).await?;
    client.pets().make_pet(Beast::new("1")).await?;
    Ok(())
}
