//! A tag's file as emitted.

use crate::runtime::{
    Body, BuildError, Call, DecodeFailure, Operation, OperationInfo, Outcome, RawResponse,
    RequestBuilder, Style,
};
use crate::types;

/// Operations of the tag `Pets`.
#[derive(Debug, Clone)]
pub struct Pets<C> {
    client: C,
}

impl<C: Clone> Pets<C> {
    pub(crate) fn new(client: C) -> Self {
        Self { client }
    }

    pub fn list_pets(&self) -> Call<C, ListPets> {
        Call::new(self.client.clone(), ListPets::new())
    }

    pub fn get_pet(&self, pet_id: impl Into<String>) -> Call<C, GetPet> {
        Call::new(self.client.clone(), GetPet::new(pet_id))
    }

    pub fn create_pet(&self, body: impl Into<types::Pet>) -> Call<C, CreatePet> {
        Call::new(self.client.clone(), CreatePet::new(body))
    }

    pub fn delete_pet(&self, pet_id: impl Into<String>) -> Call<C, DeletePet> {
        Call::new(self.client.clone(), DeletePet::new(pet_id))
    }
}

/// The request of `listPets`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListPets {
    pub limit: Option<i64>,
    pub trace: Option<String>,
    pub flavour: Option<String>,
}

impl ListPets {
    pub fn new() -> Self {
        Self {
            limit: None,
            trace: None,
            flavour: None,
        }
    }
}

impl Operation for ListPets {
    type Output = Vec<types::Pet>;
    type Error = ListPetsError;

    const INFO: OperationInfo = OperationInfo::new("listPets", http::Method::GET, "/pets")
        .secured(&[&["QueryKey", "Session"], &["Token"], &["Login"], &[]])
        .accepting("application/json");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .query("limit", Style::Form, true, &self.limit)
            .header("X-Trace", Style::Simple, false, &self.trace)
            .cookie("flavour", Style::Form, true, &self.flavour)
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        match response.status().as_u16() {
            200 => response.success(),
            _ => Ok(Outcome::Undocumented),
        }
    }
}

impl<C> Call<C, ListPets> {
    pub fn limit(mut self, limit: impl Into<i64>) -> Self {
        self.operation_mut().limit = Some(limit.into());
        self
    }

    pub fn trace(mut self, trace: impl Into<String>) -> Self {
        self.operation_mut().trace = Some(trace.into());
        self
    }

    pub fn flavour(mut self, flavour: impl Into<String>) -> Self {
        self.operation_mut().flavour = Some(flavour.into());
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ListPetsError {}

/// The request of `getPet`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPet {
    /// `petId` in path.
    pub pet_id: String,
}

impl GetPet {
    pub fn new(pet_id: impl Into<String>) -> Self {
        Self {
            pet_id: pet_id.into(),
        }
    }
}

impl Operation for GetPet {
    type Output = types::Pet;
    type Error = GetPetError;

    const INFO: OperationInfo = OperationInfo::new("getPet", http::Method::GET, "/pets/{petId}")
        .secured(&[&["ApiKey"]])
        .accepting("application/json");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .path("petId", Style::Simple, false, &self.pet_id)
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        match response.status().as_u16() {
            200 => response.success(),
            401 => response.failure(GetPetError::Unauthorized),
            404 => response.failure(GetPetError::NotFound),
            _ => Ok(Outcome::Undocumented),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetPetError {
    Unauthorized(types::Problem),
    NotFound(types::Problem),
}

/// The request of `createPet`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreatePet {
    pub body: types::Pet,
}

impl CreatePet {
    pub fn new(body: impl Into<types::Pet>) -> Self {
        Self { body: body.into() }
    }
}

impl Operation for CreatePet {
    type Output = types::Pet;
    type Error = CreatePetError;

    const INFO: OperationInfo = OperationInfo::new("createPet", http::Method::POST, "/pets")
        .secured(&[&["ApiKey"]])
        .accepting("application/json");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO).json(&self.body).finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        match response.status().as_u16() {
            201 => response.success(),
            400 => response.failure(CreatePetError::BadRequest),
            _ => Ok(Outcome::Undocumented),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CreatePetError {
    BadRequest(types::Problem),
}

/// The request of `deletePet`, which needs no credential.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeletePet {
    pub pet_id: String,
}

impl DeletePet {
    pub fn new(pet_id: impl Into<String>) -> Self {
        Self {
            pet_id: pet_id.into(),
        }
    }
}

impl Operation for DeletePet {
    type Output = ();
    type Error = DeletePetError;

    const INFO: OperationInfo =
        OperationInfo::new("deletePet", http::Method::DELETE, "/pets/{petId}");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .path("petId", Style::Simple, false, &self.pet_id)
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        match response.status().as_u16() {
            204 => Ok(Outcome::Success(())),
            _ => Ok(Outcome::Undocumented),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeletePetError {}
